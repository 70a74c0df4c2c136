import { appendFileSync } from 'node:fs';
import { format } from 'node:util';

const { CODE_HOST_LOG } = process.env;

/** Writes a line where the tests are started from, which an extension host's console does not reach everywhere. */
export function print(...line: unknown[]): void {
  if (CODE_HOST_LOG === undefined) console.log(...line);
  else appendFileSync(CODE_HOST_LOG, `${format(...line)}\n`);
}
