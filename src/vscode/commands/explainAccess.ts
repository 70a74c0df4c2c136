import * as v from 'valibot';
import * as vscode from 'vscode';
import { explain } from '../../access/explain.ts';
import type { WhyQuestion } from '../../access/question.ts';
import { resolve } from '../../access/resolve.ts';
import { pathText } from '../../access/text/answers.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { findInBox } from '../ask/findBox.ts';
import { showAnswer } from '../ask/showAnswer.ts';
import { thingOfKind } from '../ask/thing.ts';
import { askWhyOf } from '../ask/whyOf.ts';
import type { ArgumentOf } from '../contract.ts';
import type { Services } from '../services.ts';
import { askForSource, describeSource, snapshotOf } from '../snapshots/sources.ts';
import { SOURCE } from './askArguments.ts';
import type { CommandParts, ViewItem } from './command.ts';

type Argument = ArgumentOf<'logtoAccess.explainAccess'>;

const HOLDERS = ['user', 'application'] as const;

/** Why somebody has access, by every path. A person sees the answer as a tree. */
export function explainAccessCommand(services: Services): CommandParts<'logtoAccess.explainAccess'> {
  return {
    id: 'logtoAccess.explainAccess',
    argument: v.object({
      ...SOURCE,
      userId: v.string(),
      ...{ organizationId: v.exactOptional(v.string()), scope: v.exactOptional(v.string()) },
    }),
    run: async (argument) => {
      const snapshot = snapshotOf(services, argument);
      const question = await questionOf(snapshot, argument);
      const { paths, leftOut, mayLack } = explain(snapshot, question.holder, question);
      const rows = paths.map((path) => ({ ...path, path: pathText(path) }));
      return { rows, total: rows.length, leftOut, mayLack };
    },
    ask: async (item) => {
      await askByHand(services, item);
      return undefined; // all is done: a person sees the answer
    },
  };
}

async function questionOf(
  snapshot: Snapshot,
  { userId, organizationId, scope }: Argument,
): Promise<WhyQuestion> {
  return {
    ...{ ask: 'why', holder: await resolve(snapshot, userId, HOLDERS) },
    ...(organizationId !== undefined && {
      organizationId: (await resolve(snapshot, organizationId, ['organization'])).id,
    }),
    ...(scope !== undefined && { scopeId: (await resolve(snapshot, scope, ['permission'])).id }),
  };
}

/** On somebody's line it is about all their access, below an organization about that there; else it is asked. */
async function askByHand(services: Services, item: ViewItem | undefined): Promise<void> {
  const title = vscode.l10n.t('Why');
  const snapshot = await askForSource(services, item, title);
  if (snapshot === undefined) return;
  const holder = thingOfKind(item, HOLDERS);
  if (holder !== undefined) {
    const where = item?.organizationId !== undefined && { organizationId: item.organizationId };
    await showAnswer(services, snapshot, { ask: 'why', holder, ...where });
    return;
  }
  const found = await findInBox(snapshot, {
    title: vscode.l10n.t('{0} … in {1}', title, describeSource(snapshot)),
    placeholder: vscode.l10n.t('Whose access? A user, or a machine-to-machine application'),
    kinds: HOLDERS,
  });
  const part = found && (await askWhyOf(snapshot, found));
  if (found && part) await showAnswer(services, snapshot, { ask: 'why', holder: found, ...part });
}
