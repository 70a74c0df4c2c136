import type { TimePoint, Unread } from '../access/map/timeline.ts';
import { count, number } from '../words.ts';

/** What is counted over time, and what it is called. */
export const SERIES = [
  ['members', 'Members'],
  ['privileged', 'Privileged holders'],
] as const;

export type Series = (typeof SERIES)[number][0];

/** What is said until every snapshot is counted. */
export const COUNTING = 'Counting …';

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
/** As the views write times, where a tenant's map stands beside them. */
const CLOCK = { timeStyle: 'short', hourCycle: 'h23' } as const;
const MINUTE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', ...CLOCK });
const HOUR = new Intl.DateTimeFormat(undefined, CLOCK);

/** When points are: the last of each day, or of each minute where all are of one day. */
export function datesOf(points: readonly Pick<TimePoint, 'at'>[]): [label: string, at: number][] {
  const days = new Map(points.map(({ at }) => [DAY.format(at), at]));
  if (points.length < 2 || days.size > 1) return [...days];
  return [...new Map(points.map(({ at }) => [HOUR.format(at), at]))];
}

/** Whether a point tells how many there were: what an incomplete snapshot lacks did not go, nor most likely did very much. */
export function isSure({ isComplete, isMuchGone }: TimePoint): boolean {
  return isComplete && !isMuchGone;
}

/** How many there were at a point, as far as that is known. */
export function peopleWords(point: TimePoint, key: Series): string {
  const people = point[key];
  if (people === null) return 'unknown';
  return point.isComplete ? number(people) : `at least ${number(people)}`;
}

/** When a point is, and why it may tell too few. */
export function pointWords({ at, isComplete, isMuchGone }: TimePoint): string {
  const caveats = [...(isComplete ? [] : ['incomplete']), ...(isMuchGone ? [MUCH_GONE] : [])];
  return [MINUTE.format(at), ...caveats].join(', ');
}

const MUCH_GONE = 'most of the one before is gone';

/**
 * What the chart comes to, in one line: what changed between snapshots that are sure, what the newest one says where it
 * is not, and how many are not in the chart.
 */
export function timeWords(points: readonly TimePoint[], unread: number): string {
  if (points.length === 0) return COUNTING;
  const leftOut = unread === 0 ? [] : [`${count(unread, 'snapshot')} left out.`];
  return [changeWords(points, unread), ...unsureWords(points), ...leftOut].join(' ');
}

function changeWords(points: readonly TimePoint[], unread: number): string {
  const sure = points.filter(isSure);
  const [first, last] = [sure[0], sure.at(-1)];
  if (points.length === 1)
    return unread === 0
      ? 'Only one snapshot is kept: sync again to see what changes.'
      : 'Only one snapshot can be shown: sync again to see what changes.';
  if (first === undefined || last === undefined || first === last)
    return 'What changed is unknown: it takes two snapshots with nothing missing.';
  const changes = SERIES.flatMap(([key, label]) => {
    const [before, after] = [first[key], last[key]];
    return before === null || after === null ? [] : [`${label.toLowerCase()} ${signed(after - before)}`];
  });
  const until = last === points.at(-1) ? '' : ` until ${DAY.format(last.at)}`;
  return `Since ${DAY.format(first.at)}${until}: ${changes.join(', ')}.`;
}

/** How many points may tell too few, and what the newest one says where it is among them. */
function unsureWords(points: readonly TimePoint[]): string[] {
  const unsure = points.filter((point) => !isSure(point));
  const newest = unsure.at(-1);
  if (newest === undefined) return [];
  const hollow = `${count(unsure.length, 'snapshot')} may tell too few (hollow dots).`;
  if (newest !== points.at(-1)) return [hollow];
  const why = newest.isComplete ? `In the newest ${MUCH_GONE}` : 'The newest is incomplete';
  const people = SERIES.map(([key, label]) => `${peopleWords(newest, key)} ${label.toLowerCase()}`);
  return [hollow, `${why}: ${people.join(', ')}.`];
}

function signed(value: number): string {
  if (value === 0) return 'unchanged';
  return value > 0 ? `+${number(value)}` : number(value).replace('-', '−');
}

/** Why a snapshot is not in the chart. */
export function unreadWords({ at, why }: Unread): string {
  return `The snapshot of ${MINUTE.format(at)} could not be read: ${why}`;
}
