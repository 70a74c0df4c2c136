import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { AccessError, messageOf } from '../../errors.ts';
import { sentence, type Said, type Sentence } from '../../sentence.ts';

/** What can be opened. */
export type FileKind = 'snapshot' | 'c1-json' | 'c1z';

/** So much of a file tells what it is. */
const HEAD_BYTES = 64;

const JSON_START = /^(\ufeff)?\s*\{/;

/** What a file is, by its first bytes and never by its name; an {@link AccessError} says so where it is none of ours. */
export function kindOf(file: string): FileKind {
  const head = headOf(file);
  const text = head.toString('latin1');
  if (text.startsWith('SQLite format 3\0')) return 'snapshot';
  if (text.startsWith('C1ZF\0')) return 'c1z';
  if (JSON_START.test(head.toString('utf8'))) return 'c1-json';
  const [, version] = /^C1Z(.)\0/.exec(text) ?? [];
  if (version !== undefined)
    throw cannotOpen(
      file,
      sentence`it is a .c1z of version ${version}, and this Logto Access reads version 1`,
      {
        code: 'c1.newer',
        hint: sentence`Update the extension, or have a .c1z of version 1 written.`,
      },
    );
  const what = head.length === 0 ? sentence`it is empty` : sentence`it is neither a snapshot nor a C1 file`;
  throw cannotOpen(file, what, {
    code: 'file.unknown',
    hint: sentence`Choose a .snapshot file, a C1 snapshot JSON or a .c1z.`,
  });
}

function headOf(file: string): Buffer {
  try {
    const found = statSync(file);
    if (found.isFile()) return readHead(file);
    throw new Error(found.isDirectory() ? 'it is a folder' : 'it is not a file'); // a pipe could wait for ever
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing)
      throw new AccessError(sentence`There is no file ${file}.`, {
        code: 'snapshot.missing',
        hint: sentence`Check the path, or sync the tenant first.`,
      });
    const why = messageOf(error);
    throw cannotOpen(file, why, {
      code: 'file.unreadable',
      hint: sentence`Choose a file that you may read.`,
    });
  }
}

function readHead(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.subarray(0, readSync(descriptor, head, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}

function cannotOpen(file: string, why: Said, details: { code: string; hint: Sentence }): AccessError {
  return new AccessError(sentence`${file} cannot be opened: ${why}.`, details);
}
