import type { Only } from '../../snapshot/read/only.ts';
import { count, oneLine, utcMinute } from '../../words.ts';
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
  const lines = [
    `history of ${NOUNS[kind]} ${oneLine(label)} [${id}]`,
    `${count(snapshots.length, 'snapshot')}${between(snapshots)}`,
    ...(steps.length === 0 && snapshots.length > 1 ? ['', 'no change'] : steps.flatMap(stepLines)),
  ];
  return `${lines.join('\n')}\n`;
}

function between(snapshots: readonly number[]): string {
  const [newest, oldest] = [snapshots[0], snapshots.at(-1)];
  if (newest === undefined || oldest === undefined) return '';
  return snapshots.length === 1
    ? `, of ${utcMinute(newest)}: there is none to compare it with`
    : `, from ${utcMinute(oldest)} to ${utcMinute(newest)}`;
}

function stepLines(step: Comparison): string[] {
  const { before, after, changes, unsure } = step;
  const doubt = unsure === 0 ? undefined : unsureSentence(step);
  return [
    '',
    `${utcMinute(after.endedAt)}, since ${utcMinute(before.endedAt)}`,
    ...changes.map((change) => `  ${signOf(change)} ${oneLine(describeWithPlace(change))}`),
    ...(doubt === undefined ? [] : [`  ? ${doubt}`]),
  ];
}
