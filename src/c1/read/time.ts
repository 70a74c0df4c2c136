import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { timestampMs } from '@bufbuild/protobuf/wkt';

/** RFC 3339, or the same with a space and without a zone as Go writes it into SQLite; UTC where it says no zone. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,3})?\d*(Z|[+-]\d\d:\d\d)?$/;

/** Milliseconds since 1970 of a time in text; throws where it is none. */
export function timeOfText(text: string): number {
  const [, day = '', time = '', fraction = '', zone = 'Z'] = TIME.exec(text) ?? [];
  const ms = Date.parse(`${day}T${time}${fraction}${zone}`);
  if (Number.isNaN(ms)) throw new Error(`${JSON.stringify(text)} is not a time`);
  return ms;
}

/** The same of a protobuf time, without what is finer than a millisecond. */
export function timeOf(timestamp: Timestamp | undefined): number | undefined {
  return timestamp && Math.floor(timestampMs(timestamp));
}

const US_DATE = /^(\d\d?)\/(\d\d?)\/(\d{4})$/;

/** A day as `MM/DD/YYYY`, in UTC; undefined for none. */
export function timeOfUsDate(text: string): number | undefined {
  if (text === '') return undefined;
  const [, month = '', day = '', year = ''] = US_DATE.exec(text) ?? [];
  if (year === '') throw new Error(`${JSON.stringify(text)} is not a day as MM/DD/YYYY`);
  return timeOfText(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T00:00:00Z`);
}
