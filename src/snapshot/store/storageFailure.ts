import { AccessError } from '../../errors.ts';
import { sentence } from '../../sentence.ts';

/** What went wrong while a file was being written, in words: a full disk, a folder that may not be written to. */
export function storageFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof AccessError) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === '' || code.startsWith('ERR_INVALID')) return error;
  const full = code === 'ENOSPC' || /disk is full/.test(error.message);
  const reason = full ? sentence`the disk is full` : error.message;
  return new AccessError(sentence`${file} cannot be written: ${reason}.`, {
    code: full ? 'storage.full' : 'storage.failed',
    hint: full
      ? sentence`Free some space and try again.`
      : sentence`Check that the folder exists and may be written to.`,
  });
}
