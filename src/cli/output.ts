import { isComplete, missingIn } from '../snapshot/lacks/holes.ts';
import { count, duration } from '../words.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';

/** Results go to standard output. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** The same of a long result, piece by piece: a call for each would take most of the time. */
export function printPieces(pieces: Iterable<string>): void {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < 64 * 1024) continue;
    process.stdout.write(chunk);
    chunk = '';
  }
  process.stdout.write(chunk);
}

/** What happens meanwhile goes to standard error, so that results can be piped. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Who reads may leave first: `| head` has seen enough, a terminal was closed. What is left to say is dropped then, and
 * the command ends as it would have.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      const isGone = error.code === 'EPIPE' || (error.code === 'EIO' && stream.isTTY);
      if (!isGone) throw error;
    });
  }
}

/** `240 users, 12 organizations, 412 memberships: complete, verified (2.1 s, 61 requests)`, or what is missing. */
export function syncedLine(info: SnapshotInfo): string {
  const { counts, workedMs, requests } = info;
  const rows = [
    count(counts.users, 'user'),
    count(counts.organizations, 'organization'),
    count(counts.memberships, 'membership'),
  ];
  const state = isComplete(info) ? 'complete, verified' : `INCOMPLETE: ${missingIn(info).join('; ')}`;
  return `${rows.join(', ')}: ${state} (${duration(workedMs)}, ${count(requests, 'request')})`;
}
