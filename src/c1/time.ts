import { timestampFromMs, type Timestamp } from '@bufbuild/protobuf/wkt';

/** What a google.protobuf.Timestamp can say: the years 1 to 9999. */
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** A time of Logto as a protobuf one; nothing where there is none, or none that C1 could read. */
export function timestamp(ms: number | null): Timestamp | undefined {
  return isTime(ms) ? timestampFromMs(Math.trunc(ms)) : undefined;
}

/** The same as protojson has it, in UTC; milliseconds stand there only where there are any. */
export function timeText(ms: number | null): string | undefined {
  return isTime(ms) ? new Date(ms).toISOString().replace('.000Z', 'Z') : undefined;
}

/** The day in UTC as `MM/DD/YYYY`, which baton-file takes; `''` for none. */
export function usDate(ms: number | null): string {
  if (!isTime(ms)) return '';
  const iso = new Date(ms).toISOString();
  return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}`;
}

function isTime(ms: number | null): ms is number {
  return ms !== null && ms >= FIRST && ms <= LAST;
}
