import * as v from 'valibot';
import * as vscode from 'vscode';
import { find } from '../../access/find/find.ts';
import { prepareFind } from '../../access/find/strands.ts';
import type { NodeKind } from '../../access/nodes/node.ts';
import { FINDABLE_KINDS, type FindableKind } from '../../snapshot/read/findable.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { findInBox, type FoundAction } from '../ask/findBox.ts';
import type { Thing, ThingItem } from '../ask/thing.ts';
import type { Services } from '../services.ts';
import { askForSource, describeSource, snapshotOf } from '../snapshots/sources.ts';
import { atMost, SOURCE } from './askArguments.ts';
import type { CommandParts, ViewItem } from './command.ts';

/** Finds anything of a tenant by name, e-mail or id. A person goes on to it in the Access view. */
export function findAccessCommand(services: Services): CommandParts<'logtoAccess.findAccess'> {
  return {
    id: 'logtoAccess.findAccess',
    argument: v.object({
      ...SOURCE,
      ...{ query: v.string(), kinds: v.exactOptional(v.array(v.picklist(FINDABLE_KINDS))) },
      limit: v.exactOptional(atMost(10_000)),
    }),
    run: async ({ query, limit = 50, kinds = FINDABLE_KINDS, ...source }) => {
      const snapshot = snapshotOf(services, source);
      await prepareFind(snapshot);
      const { hits: rows, ...rest } = find(snapshot, query, { limit, kinds });
      return { rows, ...rest };
    },
    ask: async (item) => {
      await findByHand(services, item);
      return undefined; // all is done: a person has seen the rows
    },
  };
}

/** An API resource has no line and no text of its own; its permissions have. */
const SHOWN_KINDS = FINDABLE_KINDS.filter((kind) => kind !== 'resource');

/** Lists of the Access view, in which only what they hold is to be found. */
const LISTED: Readonly<Partial<Record<NodeKind, FindableKind>>> = {
  ...{ organizations: 'organization', users: 'user', applications: 'application' },
  ...{ organizationRoles: 'organizationRole', globalRoles: 'globalRole' },
};

function kindsOf({ node }: ThingItem): readonly FindableKind[] {
  const kind = node && LISTED[node.kind];
  return kind === undefined ? SHOWN_KINDS : [kind];
}

async function findByHand(services: Services, item: ViewItem | undefined): Promise<void> {
  const snapshot = await askForSource(services, item, vscode.l10n.t('Find'));
  if (snapshot === undefined) return;
  const found = await findInBox(snapshot, {
    title: vscode.l10n.t('Find in {0}', describeSource(snapshot)),
    placeholder: vscode.l10n.t(
      'A name, an e-mail, an id: of a user, an organization, a role, a permission …',
    ),
    kinds: item === undefined ? SHOWN_KINDS : kindsOf(item),
    actions: actionsOn(snapshot),
  });
  if (found !== undefined)
    await vscode.commands.executeCommand('logtoAccess.revealAccess', itemOf(snapshot, found));
}

function actionsOn(snapshot: Snapshot): FoundAction[] {
  const command = (name: string) => (thing: Thing) =>
    void vscode.commands.executeCommand(`logtoAccess.${name}`, itemOf(snapshot, thing));
  return [
    {
      ...{ icon: 'question', tooltip: vscode.l10n.t('Why Does This One Have Access?') },
      ...{ kinds: ['user', 'application'], run: command('explainAccess') },
    },
    {
      ...{ icon: 'organization', tooltip: vscode.l10n.t('Who Has This?') },
      ...{ kinds: ['permission', 'organizationRole', 'globalRole'], run: command('whoCan') },
    },
    {
      ...{ icon: 'file-text', tooltip: vscode.l10n.t('Open as Text') },
      run: command('openAccessText'),
    },
  ];
}

function itemOf({ info }: Snapshot, { kind, id }: Thing): ThingItem {
  return { type: 'thing', snapshotId: info.id, thing: { kind, id } };
}
