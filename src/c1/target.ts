import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AccessError } from '../errors.ts';
import { sentence, type Said } from '../sentence.ts';

/**
 * The file that a target stands for, which may be written: links are followed, so that they stay links. An
 * {@link AccessError} says what is in the way.
 */
export function writableFile(target: string): string {
  const found = statSync(target, { throwIfNoEntry: false });
  if (found === undefined) return inFolder(target);
  if (found.isDirectory())
    throw refused(target, sentence`it is a folder`, sentence`Name a file in it.`, 'export.folder');
  if (!found.isFile())
    throw refused(target, sentence`it is not a file`, sentence`Name a file.`, 'export.not_file');
  accessSync(target, constants.W_OK); // the rename would replace even a read-only file
  return realpathSync(target);
}

function inFolder(target: string): string {
  const folder = dirname(target);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return target;
  const hint = sentence`Make the folder, or choose another one.`;
  throw refused(target, sentence`there is no folder ${folder}`, hint, 'export.no_folder');
}

/** What the system's codes mean, and what to do. */
const REASONS: Readonly<Record<string, readonly [reason: Said, hint: Said, code: string]>> = {
  EACCES: [
    sentence`it may not be written`,
    sentence`Choose another folder, or change its permissions.`,
    'export.read_only',
  ],
  EPERM: [
    sentence`it may not be written`,
    sentence`Close programs that use it, or choose another place.`,
    'export.read_only',
  ],
  EROFS: [sentence`its disk is read-only`, sentence`Choose a folder on another disk.`, 'export.read_only'],
  ENOSPC: [sentence`the disk is full`, sentence`Free some space and export again.`, 'storage.full'],
  EDQUOT: [sentence`your quota is used up`, sentence`Free some space and export again.`, 'storage.full'],
  ENOTDIR: [sentence`its folder is not a folder`, sentence`Choose another folder.`, 'export.no_folder'],
  ENAMETOOLONG: [sentence`its name is too long`, sentence`Choose a shorter name.`, 'export.name'],
};

/** Why something could not be written, as a clause that goes on from "the target was not written: ". */
export class NotWritten extends AccessError {}

/** An error of the file system, or such a clause, in words; any other error stays what it is. */
export function targetFailure(error: unknown, target: string): unknown {
  if (error instanceof NotWritten)
    return refused(target, error.said.message, error.said.hint, error.code, error);
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  const fallback = [
    error.message,
    sentence`Choose another place and export again.`,
    'storage.failed',
  ] as const;
  const [reason, hint, code] = REASONS[String(error.code)] ?? fallback;
  return refused(target, reason, hint, code, error);
}

function refused(
  target: string,
  reason: Said,
  hint: Said | undefined,
  code: string,
  cause?: Error,
): AccessError {
  return new AccessError(sentence`${target} was not written: ${reason}.`, {
    ...(hint !== undefined && { hint }),
    ...{ code, cause },
  });
}
