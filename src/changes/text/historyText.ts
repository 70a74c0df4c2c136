import type { Only } from '../../snapshot/read/only.ts';
import { writerOf, type Form } from '../../tellApart.ts';
import { count, oneLine, UTC_TIMES } from '../../words.ts';
import type { Comparison } from '../model.ts';
import { describeWithPlace, signOf } from './sentences.ts';
import { unsureSentence } from './unsure.ts';

/** What changed about one thing, from one kept snapshot to the next. */
export interface History {
  readonly of: Only;
  readonly label: string;
  /** When the kept snapshots ended, newest first. */
  readonly snapshots: readonly number[];
  /** Newest first; steps at which nothing changed are left out. */
  readonly steps: readonly Comparison[];
}

const NOUNS: Readonly<Record<Only['kind'], string>> = {
  ...{ user: 'user', organization: 'organization' },
  ...{ organizationRole: 'organization role', globalRole: 'global role' },
};

/** A history as text, a change a line. */
export function historyText({ of: { kind, id }, label, snapshots, steps }: History): string {
  const time = writerOf(snapshots, UTC_TIMES);
  const lines = [
    `history of ${NOUNS[kind]} ${oneLine(label)} [${id}]`,
    `${count(snapshots.length, 'snapshot')}${between(snapshots, time)}`,
    ...(steps.length === 0 && snapshots.length > 1
      ? ['', 'no change']
      : steps.flatMap((step) => stepLines(step, time))),
  ];
  return `${lines.join('\n')}\n`;
}

function between(snapshots: readonly number[], time: Form): string {
  const [newest, oldest] = [snapshots[0], snapshots.at(-1)];
  if (newest === undefined || oldest === undefined) return '';
  return snapshots.length === 1
    ? `, of ${time(newest)}: there is none to compare it with`
    : `, from ${time(oldest)} to ${time(newest)}`;
}

function stepLines(step: Comparison, time: Form): string[] {
  const { before, after, changes, unsure } = step;
  const doubt = unsure === 0 ? undefined : unsureSentence(step, { time });
  return [
    '',
    `${time(after.endedAt)}, since ${time(before.endedAt)}`,
    ...changes.map((change) => `  ${signOf(change)} ${oneLine(describeWithPlace(change))}`),
    ...(doubt === undefined ? [] : [`  ? ${doubt}`]),
  ];
}
