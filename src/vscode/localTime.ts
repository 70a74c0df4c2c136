import * as vscode from 'vscode';

const MINUTE = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
const SECOND = { ...MINUTE, second: '2-digit' } as const;
const MILLISECOND = { ...SECOND, fractionalSecondDigits: 3 } as const;

/** `Nov 24, 09:30` in the user's language and time zone; with the year where it is not this one. */
export function localMinute(ms: number): string {
  return localTime(ms, MINUTE);
}

/** `Nov 24, 09:30:15` */
function localSecond(ms: number): string {
  return localTime(ms, SECOND);
}

/** `Nov 24, 09:30:15.042` */
function localMillisecond(ms: number): string {
  return localTime(ms, MILLISECOND);
}

/** The same from coarse to fine. */
export const LOCAL_TIMES = [localMinute, localSecond, localMillisecond] as const;

function localTime(ms: number, form: Intl.DateTimeFormatOptions): string {
  const sameYear = new Date(ms).getFullYear() === new Date().getFullYear();
  return new Intl.DateTimeFormat(vscode.env.language, {
    ...(!sameYear && { year: 'numeric' }),
    ...form,
    hourCycle: 'h23',
  }).format(ms);
}
