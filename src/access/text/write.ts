import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled } from '../../errors.ts';
import { count } from '../../words.ts';
import type { DocumentLines } from './documents.ts';

/** So long may a document become: editors do not show much longer ones. Bytes. */
export const MOST = 20_000_000;

/** VS Code neither folds nor colours a document of more lines, the empty one at the end among them. */
const MOST_LINES = 300_000;

/** So long others wait for a document that is written, at most. Milliseconds. */
const TURN_MS = 10;

export interface WriteOptions {
  readonly most?: number;
  readonly mostLines?: number;
  readonly signal?: AbortSignal;
}

/**
 * Writes a document, bit by bit, so that the thread has time for others meanwhile. Where it becomes too long, it is
 * split; and where even that does, it is cut, and says so. Nothing is cut for its number of lines.
 */
export async function writeDocument(
  { whole, split }: DocumentLines,
  { most = MOST, mostLines = MOST_LINES, signal }: WriteOptions = {},
): Promise<string> {
  if (split === undefined) return textOf(await write(whole, { most, signal, goesOn: true }));
  const written = await write(whole, { most, mostLines, signal, goesOn: false });
  return textOf(written.cut === 0 ? written : await write(split, { most, signal, goesOn: true }));
}

interface Written {
  readonly lines: readonly string[];
  /** How many lines there was no room for. */
  readonly cut: number;
}

interface Room {
  readonly most: number;
  readonly mostLines?: number;
  readonly signal: AbortSignal | undefined;
  /** Whether what there is no room for is counted. */
  readonly goesOn: boolean;
}

/** Writes what there is room for. */
async function write(
  source: Iterable<string>,
  { most, mostLines = Infinity, signal, goesOn }: Room,
): Promise<Written> {
  const lines: string[] = [];
  let [room, cut, turn] = [most, 0, performance.now()];
  for (const line of source) {
    room -= Buffer.byteLength(line) + 1;
    if (room >= 0 && lines.length + 1 < mostLines) lines.push(line);
    else cut++;
    if (cut > 0 && !goesOn) break;
    if (performance.now() - turn < TURN_MS) continue;
    await setImmediate();
    throwIfCancelled(signal);
    turn = performance.now();
  }
  return { lines, cut };
}

function textOf({ lines, cut }: Written): string {
  return `${[...lines, ...(cut === 0 ? [] : [cutText(cut)])].join('\n')}\n`;
}

function cutText(cut: number): string {
  const lines = count(cut, 'more line does', 'more lines do');
  return `cut: ${lines} not fit into one document; the view and an export have what they say`;
}
