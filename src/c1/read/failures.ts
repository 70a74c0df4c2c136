import { AccessError } from '../../errors.ts';
import { oneLine } from '../../words.ts';
import { sentence, type Said } from '../../sentence.ts';

/** An id in a broken file may be as long as the file. */
const MOST_SAID = 500;

/** Why a C1 file cannot be opened, as a clause that goes on from "the file cannot be opened: ". */
export function damaged(why: Said, cause?: unknown): AccessError {
  const hint = sentence`Copy it again from where it comes from, or export it anew.`;
  return new AccessError(why, { code: 'c1.damaged', hint, cause });
}

/** The same for a file that is whole but cannot be read here. */
export function refused(why: Said, hint: Said, code: string): AccessError {
  return new AccessError(why, { code, hint });
}

/** Builds of Electron differ: some have a Node without zstd. */
export function noZstd(): AccessError {
  return refused(
    'it is compressed with zstd, which the Node that runs this has not',
    'Open its C1 snapshot JSON instead, or use another build of the editor (Node 22.15 or newer has zstd).',
    'c1.no_zstd',
  );
}

/** Puts the name of the file before such a clause; any other error stays what it is. */
export function namingFile(error: unknown, file: string): unknown {
  if (!(error instanceof AccessError) || !error.code.startsWith('c1.')) return error;
  const { message, code, cause } = error;
  const { hint } = error.said;
  return new AccessError(sentence`${file} cannot be opened: ${oneLine(message).slice(0, MOST_SAID)}.`, {
    ...{ code, cause },
    ...(hint !== undefined && { hint }),
  });
}

/** Runs one step of reading; what it throws is the file's fault, and `where` says which part of it is at fault. */
export function reading<T>(where: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw inFile(where, error);
  }
}

/** An error that a file's content caused, in words. */
export function inFile(where: string, error: unknown): unknown {
  if (error instanceof AccessError || !(error instanceof Error)) return error;
  return damaged(`${where}: ${error.message.replace(/\.$/, '')}`, error);
}
