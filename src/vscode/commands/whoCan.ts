import * as v from 'valibot';
import * as vscode from 'vscode';
import type { WhoCanQuestion } from '../../access/question.ts';
import { resolve } from '../../access/resolve.ts';
import { pathText } from '../../access/text/answers.ts';
import { whoCan } from '../../access/whoCan.ts';
import { AccessError } from '../../errors.ts';
import { sentence } from '../../sentence.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { findInBox } from '../ask/findBox.ts';
import { showAnswer } from '../ask/showAnswer.ts';
import { thingOfKind } from '../ask/thing.ts';
import type { ArgumentOf, ResultOf } from '../contract.ts';
import type { Services } from '../services.ts';
import { askForSource, describeSource, snapshotOf } from '../snapshots/sources.ts';
import { atMost, SOURCE } from './askArguments.ts';
import type { CommandParts, ViewItem } from './command.ts';

type Argument = ArgumentOf<'logtoAccess.whoCan'>;
type Result = ResultOf<'logtoAccess.whoCan'>;

const ROLES = ['organizationRole', 'globalRole'] as const;
const TARGETS = ['permission', ...ROLES] as const;
const PLACE = v.object({ sort: v.string(), id: v.string() });
const CURSOR = v.object({
  ...{ organization: v.nullable(PLACE), kind: v.picklist(['user', 'application']), holder: PLACE },
});

/** Who holds a permission or a role. A person sees the answer as a tree. */
export function whoCanCommand(services: Services): CommandParts<'logtoAccess.whoCan'> {
  return {
    id: 'logtoAccess.whoCan',
    argument: v.object({
      ...SOURCE,
      ...{ scope: v.exactOptional(v.string()), role: v.exactOptional(v.string()) },
      ...{ organizationId: v.exactOptional(v.string()), limit: v.exactOptional(atMost(100_000)) },
      after: v.exactOptional(CURSOR),
    }),
    run: async (argument) => rowsOf(snapshotOf(services, argument), argument),
    ask: async (item) => {
      await askByHand(services, item);
      return undefined; // all is done: a person sees the answer
    },
  };
}

async function rowsOf(snapshot: Snapshot, argument: Argument): Promise<Result> {
  const { limit = 1000, after } = argument;
  const { target: id, organizationId } = await questionOf(snapshot, argument);
  const { target, rows, ...rest } = whoCan(snapshot, id, {
    limit,
    ...(after !== undefined && { after }),
    ...(organizationId !== undefined && { organizationId }),
  });
  const { permission } = target;
  return {
    ...rest,
    rows: rows.map((row) => ({
      ...row,
      paths: row.roles.map((role) => pathText({ organization: row.organization, role, permission })),
    })),
  };
}

async function questionOf(
  snapshot: Snapshot,
  { scope, role, organizationId }: Argument,
): Promise<WhoCanQuestion> {
  const where = organizationId !== undefined && {
    organizationId: (await resolve(snapshot, organizationId, ['organization'])).id,
  };
  if (scope !== undefined && role === undefined)
    return { ask: 'whoCan', target: await resolve(snapshot, scope, ['permission']), ...where };
  if (role !== undefined && scope === undefined)
    return { ask: 'whoCan', target: await resolve(snapshot, role, ROLES), ...where };
  throw new AccessError(sentence`logtoAccess.whoCan: either scope or role has to be given.`, {
    code: 'argument.invalid',
    hint: sentence`Give one of them.`,
  });
}

/** On a line below an organization it is asked about that organization; a global role is held in none. */
async function askByHand(services: Services, item: ViewItem | undefined): Promise<void> {
  const title = vscode.l10n.t('Who can');
  const snapshot = await askForSource(services, item, title);
  if (snapshot === undefined) return;
  const target =
    thingOfKind(item, TARGETS) ??
    (await findInBox(snapshot, {
      title: vscode.l10n.t('{0} … in {1}', title, describeSource(snapshot)),
      placeholder: vscode.l10n.t('Which permission or role?'),
      kinds: TARGETS,
    }));
  if (target === undefined) return;
  const where = target.kind !== 'globalRole' &&
    item?.organizationId !== undefined && { organizationId: item.organizationId };
  await showAnswer(services, snapshot, { ask: 'whoCan', target, ...where });
}
