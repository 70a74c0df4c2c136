import * as v from 'valibot';
import * as vscode from 'vscode';
import { resolve } from '../../access/resolve.ts';
import { labelOf } from '../../access/things.ts';
import { historyText } from '../../changes/text/historyText.ts';
import { AccessError } from '../../errors.ts';
import { runJob } from '../../jobs/run.ts';
import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import type { Only } from '../../snapshot/read/only.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { findInBox } from '../ask/findBox.ts';
import { thingOfKind } from '../ask/thing.ts';
import type { ArgumentOf, ResultOf } from '../contract.ts';
import { withJobProgress } from '../jobProgress.ts';
import type { Services } from '../services.ts';
import { askForSource, describeSource, snapshotOf } from '../snapshots/sources.ts';
import { SOURCE } from './askArguments.ts';
import type { CommandParts, ViewItem } from './command.ts';

type Argument = ArgumentOf<'logtoAccess.accessHistory'>;

const KINDS = ['user', 'organization', 'organizationRole', 'globalRole'] as const;

/** What changed about one thing, over all kept snapshots of its tenant. A person reads it as a document. */
export function accessHistoryCommand(services: Services): CommandParts<'logtoAccess.accessHistory'> {
  return {
    id: 'logtoAccess.accessHistory',
    argument: v.object({ ...SOURCE, of: v.string() }),
    run: (argument) => historyOf(services, argument),
    ask: (item) => ask(services, item),
    tell: async (history) => {
      const name = vscode.l10n.t('History of {0}', history.label);
      const uri = services.texts.add(`${name}.access`, historyText(history));
      await vscode.window.showTextDocument(uri, { preview: true });
    },
  };
}

async function historyOf(
  services: Services,
  argument: Argument,
): Promise<ResultOf<'logtoAccess.accessHistory'>> {
  const stored = services.catalogue.list(snapshotOf(services, argument).info.tenantId);
  const { of, label } = await whoseOf(services, stored, argument.of);
  const files = stored.map(({ file }) => file);
  const title = vscode.l10n.t('Looking for what changed about {0}', label);
  const steps = await services.inUse.during(files, () =>
    withJobProgress(title, (options) => runJob(services.workerFile, 'history', { files, of }, options)),
  );
  return { of, label, snapshots: stored.map(({ info }) => info.endedAt), steps };
}

/** Whose history is meant, and what to call it: as the newest snapshot says that has it, which may be an old one. */
async function whoseOf(
  { snapshots }: Services,
  stored: readonly StoredSnapshot[],
  text: string,
): Promise<{ readonly of: Only; readonly label: string }> {
  let first: AccessError | undefined;
  for (const { info } of stored) {
    try {
      const snapshot = snapshots.get(info.id);
      const of = await resolve(snapshot, text, KINDS);
      return { of, label: labelOf(snapshot, of.kind, of.id) };
    } catch (error) {
      if (!(error instanceof AccessError && error.code === 'access.not_there')) throw error;
      first ??= error;
    }
  }
  throw first ?? noSnapshots();
}

function noSnapshots(): AccessError {
  return new AccessError(vscode.l10n.t('No snapshots of this tenant are kept here.'), {
    code: 'snapshot.missing',
    hint: vscode.l10n.t('Connect the tenant and sync it: every sync leaves one.'),
  });
}

async function ask(services: Services, item: ViewItem | undefined): Promise<Argument | undefined> {
  const title = vscode.l10n.t('History');
  const snapshot = await askForSource(services, item, title);
  if (snapshot === undefined) return undefined;
  const thing = thingOfKind(item, KINDS) ?? (await askForThing(snapshot, title));
  return thing && { snapshotId: snapshot.info.id, of: thing.id };
}

function askForThing(snapshot: Snapshot, title: string): Promise<Only | undefined> {
  return findInBox(snapshot, {
    title: vscode.l10n.t('{0} … in {1}', title, describeSource(snapshot)),
    placeholder: vscode.l10n.t('Of which user, organization or role?'),
    kinds: KINDS,
  });
}
