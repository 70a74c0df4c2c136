import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled } from '../../errors.ts';
import type { DocumentLines } from './documents.ts';

/** So long may a document become: editors do not show much longer ones. Bytes. */
export const MOST = 20_000_000;

/** So long others wait for a document that is written, at most. Milliseconds. */
const TURN_MS = 10;

export interface WriteOptions {
  readonly most?: number;
  readonly signal?: AbortSignal;
}

/**
 * Writes a document, bit by bit, so that the thread has time for others meanwhile. Where it becomes too long, it is
 * split; and where even that does, it is cut, and says so.
 */
export async function writeDocument(
  { whole, split }: DocumentLines,
  { most = MOST, signal }: WriteOptions = {},
): Promise<string> {
  const lines = await written(whole, most, signal);
  if (lines.isWhole || split === undefined) return textOf(lines);
  return textOf(await written(split, most, signal));
}

interface Written {
  readonly lines: readonly string[];
  /** Whether nothing was left out. */
  readonly isWhole: boolean;
}

async function written(
  source: Iterable<string>,
  most: number,
  signal: AbortSignal | undefined,
): Promise<Written> {
  const lines: string[] = [];
  let [left, turn] = [most, performance.now()];
  for (const line of source) {
    left -= Buffer.byteLength(line) + 1;
    if (left < 0) return { lines, isWhole: false };
    lines.push(line);
    if (performance.now() - turn < TURN_MS) continue;
    await setImmediate();
    throwIfCancelled(signal);
    turn = performance.now();
  }
  return { lines, isWhole: true };
}

const CUT = 'cut: the rest is too long for one document';

function textOf({ lines, isWhole }: Written): string {
  return `${lines.join('\n')}\n${isWhole ? '' : `${CUT}\n`}`;
}
