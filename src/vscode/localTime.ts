import * as vscode from 'vscode';

/** `Nov 24, 09:30` in the user's language and time zone; with the year where it is not this one. */
export function localMinute(ms: number, now = Date.now()): string {
  const sameYear = new Date(ms).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(vscode.env.language, {
    ...(!sameYear && { year: 'numeric' }),
    ...{ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).format(ms);
}
