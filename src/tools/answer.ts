import { leftOutText } from '../access/leftOut.ts';
import { isComplete, inShort, missingInShort } from '../snapshot/lacks/holes.ts';
import { aboutVanished } from '../snapshot/lacks/vanishedText.ts';
import { aboutOrigin } from '../snapshot/lacks/unknown.ts';
import { FINDABLE_KINDS } from '../snapshot/read/findable.ts';
import type { Answered } from './cursor.ts';
import type { LibraryEntry } from './library.ts';
import type { Asking } from './tool.ts';
import { shown } from './text.ts';
import { cannotBeRead } from './unreadable.ts';

/** So long is what an answer says of what is missing. */
const MOST = 600;

const ACCEPTED = 'A person has taken this snapshot for right all the same.';

/** What an answer says of the snapshot that it comes from, so that nobody takes a part of a tenant for the whole. */
export interface Provenance {
  readonly id: string;
  readonly tenant: string;
  readonly asOf: string;
  readonly complete: boolean;
  /** What could not be read, where it is not complete. */
  readonly missing?: string;
  /** How much of the snapshot before is gone in it, where that is most of it and so perhaps not true. */
  readonly vanished?: string;
  /** That a person has taken it for right all the same. */
  readonly accepted?: string;
  /** That a file, which may be a newer snapshot, cannot be read. */
  readonly newer?: string;
  /** What a C1 file does not tell, where it was read from one. */
  readonly unknown?: string;
}

/** Tells where an answer comes from. */
export function provenanceOf(entry: LibraryEntry): Provenance {
  const { info, tenant, accepted = false, mayBeNewer = [] } = entry;
  const unread = cannotBeRead(mayBeNewer);
  const [vanished] = aboutVanished(info);
  const unknown = aboutOrigin(info).join('; ');
  return {
    ...{ id: info.id, tenant: shown(tenant), asOf: new Date(info.endedAt).toISOString() },
    complete: isComplete(info),
    ...(!isComplete(info) && { missing: shown(missingInShort(info), MOST) }),
    ...(vanished !== undefined && { vanished, ...(accepted && { accepted: ACCEPTED }) }),
    ...(unread !== undefined && { newer: `${unread}: there may be a newer snapshot than this one` }),
    ...(unknown !== '' && { unknown: shown(unknown, MOST) }),
  };
}

/** What an answer about one organization says of those it leaves out. */
export function leftOut(many: number, one: string): { readonly leftOut?: string } {
  const text = leftOutText(many, one);
  return text === undefined ? {} : { leftOut: text };
}

/** An answer with what it comes from, what it may lack, and how to show a thing of it. */
export function answerFrom(
  entry: LibraryEntry,
  { library }: Asking,
  mayLack: readonly string[],
  answer: Answered,
): Answered {
  const link = library.linkTo?.(entry.info.id);
  return {
    snapshot: provenanceOf(entry),
    ...(link !== undefined && {
      links: `To link to a thing (${FINDABLE_KINDS.join(', ')}) in Markdown, put its kind and id in the place of KIND and ID: ${link}`,
    }),
    ...(mayLack.length > 0 && { mayLack: shown(inShort(mayLack), MOST) }),
    ...answer,
  };
}
