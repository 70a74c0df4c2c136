import type { Hit } from '../access/find/find.ts';
import { resolve, UnresolvedError, type Resolved } from '../access/resolve.ts';
import { KIND_WORDS } from '../access/things.ts';
import { AccessError } from '../errors.ts';
import { isComplete, missingInShort } from '../snapshot/lacks/holes.ts';
import type { FindableKind } from '../snapshot/read/findable.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { FIND } from './names.ts';
import { quoted } from './text.ts';

/** What a model means by an id or a name; an error names the candidates where that is not certain. */
export async function named<K extends FindableKind>(
  snapshot: Snapshot,
  text: string,
  kinds: readonly K[],
): Promise<Resolved<K>> {
  try {
    return await resolve(snapshot, text, kinds);
  } catch (error) {
    throw error instanceof UnresolvedError ? unresolved(error, snapshot, text, kinds) : error;
  }
}

function unresolved(
  { code, candidates }: UnresolvedError,
  { info }: Snapshot,
  text: string,
  kinds: readonly FindableKind[],
): AccessError {
  const listed = candidates.map(candidate).join(', ');
  const words = kinds.map((kind) => KIND_WORDS[kind]).join(' or ');
  if (code === 'access.ambiguous')
    return new AccessError(`${quoted(text)} may be any of these: ${listed}.`, {
      code,
      hint: 'Give the id that stands in brackets.',
    });
  const near = listed === '' ? '' : `These come near: ${listed}. `;
  const unknown = isComplete(info) ? '' : `It may be among what could not be read: ${missingInShort(info)}. `;
  return new AccessError(`There is no ${words} ${quoted(text)} in this snapshot.`, {
    code,
    hint: `${near}${unknown}Call ${FIND} with a part of the name first, and give an id from it.`,
  });
}

function candidate({ kind, label, detail, id }: Hit): string {
  return `${KIND_WORDS[kind]} ${quoted(label)}${detail === '' ? '' : ` (${quoted(detail)})`} [${id}]`;
}
