import type { TimePoint, Unread } from '../access/map/timeline.ts';
import { count, number } from '../words.ts';

/** What is counted over time, and what it is called. */
export const SERIES = [
  ['members', 'Members'],
  ['privileged', 'Privileged holders'],
] as const;

/** What is said until every snapshot is counted. */
export const COUNTING = 'Counting …';

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
export const MINUTE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const HOUR = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** When points are: the last of each day, or of each minute where all are of one day. */
export function datesOf(points: readonly Pick<TimePoint, 'at'>[]): [label: string, at: number][] {
  const days = new Map(points.map(({ at }) => [DAY.format(at), at]));
  if (points.length < 2 || days.size > 1) return [...days];
  return [...new Map(points.map(({ at }) => [HOUR.format(at), at]))];
}

/** What the chart comes to, in one line, and how many snapshots are not in it. */
export function timeWords(points: readonly TimePoint[], unread: number): string {
  const leftOut = unread === 0 ? '' : ` ${count(unread, 'snapshot')} left out.`;
  return `${changeWords(points, unread)}${leftOut}`;
}

function changeWords(points: readonly TimePoint[], unread: number): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return COUNTING;
  if (points.length === 1)
    return unread === 0
      ? 'Only one snapshot is kept: sync again to see what changes.'
      : 'Only one snapshot can be shown: sync again to see what changes.';
  const changes = SERIES.map(([key, label]) => `${label.toLowerCase()} ${signed(last[key] - first[key])}`);
  return `Since ${DAY.format(first.at)}: ${changes.join(', ')}.`;
}

function signed(value: number): string {
  if (value === 0) return 'unchanged';
  return value > 0 ? `+${number(value)}` : number(value).replace('-', '−');
}

/** Why a snapshot is not in the chart. */
export function unreadWords({ at, why }: Unread): string {
  return `The snapshot of ${MINUTE.format(at)} could not be read: ${why}`;
}
