import type { SyncProgress } from '../sync/source.ts';
import { count, duration, number } from '../words.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';

/** Results go to standard output. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** What happens meanwhile goes to standard error, so that results can be piped. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** `users 240/240 · organizations 3/12 · members 120/412` */
function progressLine({ users, organizations, members }: SyncProgress): string {
  const part = (name: string, { done, total }: { done: number; total: number }): string =>
    `${name} ${number(done)}/${number(total)}`;
  return [part('users', users), part('organizations', organizations), part('members', members)].join(' · ');
}

/** Shows progress: one line that is rewritten on a terminal, else a line every few seconds. */
export function progressTeller(): (progress: SyncProgress) => void {
  const terminal = process.stderr.isTTY;
  let last = 0;
  return (progress) => {
    const now = Date.now();
    const complete = progress.organizations.done === progress.organizations.total && progress.users.total > 0;
    if (terminal) process.stderr.write(`\r\u001b[K${progressLine(progress)}${complete ? '\n' : ''}`);
    else if (now - last > 2000 || complete) tell(progressLine(progress));
    last = terminal || now - last > 2000 ? now : last;
  };
}

/** `240 users, 12 organizations, 412 memberships: complete, verified (2.1 s, 61 requests)` */
export function syncedLine({ counts, startedAt, endedAt, requests }: SnapshotInfo): string {
  const rows = [
    count(counts.users, 'user'),
    count(counts.organizations, 'organization'),
    count(counts.memberships, 'membership'),
  ];
  return `${rows.join(', ')}: complete, verified (${duration(endedAt - startedAt)}, ${count(requests, 'request')})`;
}
