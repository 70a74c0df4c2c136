import type { ExportProgress } from '../c1/progress.ts';
import type { SyncProgress, Tally } from '../sync/source.ts';
import { progressOf } from '../words.ts';

/** Between two lines where they cannot be rewritten, ms. */
const INTERVAL_MS = 2000;

/** Where progress is shown. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;

/** Shows how far a sync or an export is: one line that is rewritten on a terminal, else a line every few seconds. */
export class ProgressTeller {
  readonly #stream: ProgressStream;
  #line = '';
  #shown = '';
  #shownAt = 0;

  constructor(stream: ProgressStream = process.stderr) {
    this.#stream = stream;
  }

  tell(line: string): void {
    this.#line = line;
    if (this.#stream.isTTY || Date.now() - this.#shownAt >= INTERVAL_MS) this.#show();
  }

  /** Shows the last state, since only the job's end says that nothing more comes, and ends the line. */
  end(): void {
    this.#show();
    if (this.#stream.isTTY && this.#shown !== '') this.#stream.write('\n');
  }

  #show(): void {
    if (this.#line === this.#shown) return;
    this.#shown = this.#line;
    this.#shownAt = Date.now();
    this.#stream.write(this.#stream.isTTY ? `\r\u001b[K${this.#line}` : `${this.#line}\n`);
  }
}

/** `users 240/240 · organizations 3/12 · members 120/412` */
export function syncLine({ users, organizations, members, waits }: SyncProgress): string {
  const part = (name: string, tally: Tally): string[] => {
    const told = progressOf(tally);
    return told === '' ? [] : [`${name} ${told}`];
  };
  return [
    ...part('users', users),
    ...part('organizations', organizations),
    ...part('members', members),
    ...(waits ? ['waiting for the server …'] : []),
  ].join(' · ');
}

/** `exported 45 %` */
export function exportLine({ done, total }: ExportProgress): string {
  return `exported ${Math.floor((done / Math.max(1, total)) * 100)} %`;
}
