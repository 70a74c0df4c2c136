import * as v from 'valibot';
import * as vscode from 'vscode';
import { AccessError } from '../../errors.ts';
import { FINDABLE_KINDS } from '../../snapshot/read/findable.ts';
import type { ThingItem } from '../ask/thing.ts';
import { showingErrors } from '../commands/command.ts';
import type { Services } from '../services.ts';

/** The path of addresses that show something. */
const SHOW = '/show';

const LINK = v.object({ snapshot: v.string(), kind: v.picklist(FINDABLE_KINDS), id: v.string() });

/** How a chat links to a thing of a snapshot: its links may lead to the editor, but never run a command. */
export function linkTo(snapshotId: string): string {
  const query = `snapshot=${encodeURIComponent(snapshotId)}&kind=KIND&id=ID`;
  return `${vscode.env.uriScheme}://${EXTENSION}${SHOW}?${query}`;
}

const EXTENSION = 'logto-access.logto-access';

/** Shows in the Access view what a link leads to. Anybody can make such a link: it only ever shows. */
export function links({ log, snapshots }: Services): vscode.UriHandler {
  const handleUri = (uri: vscode.Uri): Promise<void> =>
    showingErrors(log, async () => {
      const item = itemOf(uri);
      snapshots.get(item.snapshotId); // an error says that it is gone
      await vscode.commands.executeCommand('logtoAccess.revealAccess', item);
    });
  return { handleUri };
}

function itemOf({ path, query }: vscode.Uri): ThingItem & { readonly snapshotId: string } {
  const link = v.safeParse(LINK, Object.fromEntries(new URLSearchParams(query)));
  if (path !== SHOW || !link.success)
    throw new AccessError(vscode.l10n.t('This link leads to nothing that Logto Access can show.'), {
      code: 'argument.invalid',
      hint: vscode.l10n.t('Find what you look for in the Access view.'),
    });
  const { snapshot: snapshotId, kind, id } = link.output;
  return { type: 'link', snapshotId, thing: { kind, id } };
}
