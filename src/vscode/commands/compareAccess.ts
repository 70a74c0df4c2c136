import * as v from 'valibot';
import * as vscode from 'vscode';
import { compared } from '../../access/answers/compared.ts';
import type { Comparable, CompareQuestion } from '../../access/question.ts';
import { resolve } from '../../access/resolve.ts';
import { labelOf } from '../../access/things.ts';
import { AccessError } from '../../errors.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { findInBox } from '../ask/findBox.ts';
import { showAnswer } from '../ask/showAnswer.ts';
import { thingOfKind, type ThingItem } from '../ask/thing.ts';
import type { ArgumentOf } from '../contract.ts';
import type { Services } from '../services.ts';
import { askForSource, describeSource, snapshotOf } from '../snapshots/sources.ts';
import { SOURCE } from './askArguments.ts';
import type { CommandParts, ViewItem } from './command.ts';

type Argument = ArgumentOf<'logtoAccess.compareAccess'>;

const HOLDERS = ['user', 'application'] as const;
const ROLES = ['organizationRole', 'globalRole'] as const;
const COMPARABLE = [...HOLDERS, ...ROLES] as const;

/** Compares the access of two people, or what two roles permit. A person sees the answer as a tree. */
export function compareAccessCommand(services: Services): CommandParts<'logtoAccess.compareAccess'> {
  return {
    id: 'logtoAccess.compareAccess',
    argument: v.object({ ...SOURCE, first: v.string(), second: v.string() }),
    run: async (argument) => {
      const snapshot = snapshotOf(services, argument);
      return compared(snapshot, await questionOf(snapshot, argument));
    },
    ask: async (item, selected) => {
      await askByHand(services, item, selected);
      return undefined; // all is done: a person sees the answer
    },
  };
}

async function questionOf(snapshot: Snapshot, argument: Argument): Promise<CompareQuestion> {
  const first: Comparable = await resolve(snapshot, argument.first, COMPARABLE);
  const second: Comparable = await resolve(snapshot, argument.second, kindsLike(first));
  return { ask: 'compare', first, second };
}

/** What something can be compared with: people and applications with each other, and roles. */
function kindsLike({ kind }: Comparable): readonly Comparable['kind'][] {
  return kind === 'user' || kind === 'application' ? HOLDERS : ROLES;
}

async function askByHand(
  services: Services,
  item: ViewItem | undefined,
  selected: readonly ViewItem[],
): Promise<void> {
  const snapshot = await askForSource(services, item, vscode.l10n.t('Compare access'));
  if (snapshot === undefined) return;
  const [first, second] = selected.length > 1 ? twoOf(selected) : await askForTwo(snapshot, item);
  if (first && second) await showAnswer(services, snapshot, { ask: 'compare', first, second });
}

function twoOf(selected: readonly ThingItem[]): Comparable[] {
  const things = selected.flatMap((item) => thingOfKind(item, COMPARABLE) ?? []);
  const isOfOne = new Set(selected.map(({ snapshotId }) => snapshotId)).size === 1;
  if (selected.length === 2 && things.length === 2 && isOfOne) return things;
  throw new AccessError(vscode.l10n.t('Select two people or two roles of one tenant to compare.'), {
    code: 'argument.invalid',
  });
}

async function askForTwo(
  snapshot: Snapshot,
  item: ThingItem | undefined,
): Promise<(Comparable | undefined)[]> {
  const where = describeSource(snapshot);
  const first: Comparable | undefined =
    thingOfKind(item, COMPARABLE) ??
    (await findInBox(snapshot, {
      title: vscode.l10n.t('Compare access in {0}', where),
      placeholder: vscode.l10n.t('Whose access, or which role?'),
      kinds: COMPARABLE,
    }));
  if (first === undefined) return [];
  const name = labelOf(snapshot, first.kind, first.id);
  const second = await findInBox(snapshot, {
    title: vscode.l10n.t('Compare {0} in {1}', name, where),
    placeholder: vscode.l10n.t('With which one?'),
    kinds: kindsLike(first),
  });
  return [first, second];
}
