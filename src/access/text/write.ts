import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled } from '../../errors.ts';
import { count } from '../../words.ts';
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
  const written = await write(whole, most, { signal, goesOn: split === undefined });
  if (written.cut === 0 || split === undefined) return textOf(written);
  return textOf(await write(split, most, { signal, goesOn: true }));
}

interface Written {
  readonly lines: readonly string[];
  /** How many lines there was no room for. */
  readonly cut: number;
}

/** Writes what there is room for; what there is not is counted where it goes on behind that. */
async function write(
  source: Iterable<string>,
  most: number,
  { signal, goesOn }: { readonly signal: AbortSignal | undefined; readonly goesOn: boolean },
): Promise<Written> {
  const lines: string[] = [];
  let [room, cut, turn] = [most, 0, performance.now()];
  for (const line of source) {
    room -= Buffer.byteLength(line) + 1;
    if (room >= 0) lines.push(line);
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
