import { createHash } from 'node:crypto';
import { AccessError } from '../errors.ts';
import type { HowToJudge } from '../findings/found.ts';
import type { PageInput } from './input.ts';
import type { Library, LibraryEntry } from './library.ts';
import { quoted } from './text.ts';

/** What was asked, without which page of it; for findings with how they are judged. */
export interface Question {
  readonly tool: string;
  readonly input: object;
  readonly how?: HowToJudge;
}

/** What an answer has that decides where its next page goes on. */
export interface Answered {
  /** The snapshot that was asked; the newer one of two. */
  readonly snapshot?: { readonly id: string };
  /** The older one of two that were compared. */
  readonly before?: { readonly id: string };
  /** Where the next page begins, in the tool's own words. */
  readonly next?: string;
}

const SEPARATOR = '.';

/**
 * An answer whose `next` also tells which snapshots it is of, so that its next page is of the same ones whatever is
 * newer by then, and is sealed with the question, so that it is a page of nothing else. However long ids are, it is short.
 */
export function withCursor<A extends Answered>(answer: A, question: Question): A {
  const { snapshot, before, next } = answer;
  if (next === undefined) return answer;
  const asked = [before, snapshot].filter((one) => one !== undefined);
  const parts = [next, ...asked.map(({ id }) => markOf(id))];
  return { ...answer, next: [...parts, sealOf(question, parts)].join(SEPARATOR) };
}

/** What was asked, of the snapshots that the page before was of; the cursor is again in the tool's own words. */
export function goingOn<Input extends PageInput>(input: Input, question: Question, library: Library): Input {
  const { cursor } = input;
  if (cursor === undefined) return input;
  const parts = cursor.split(SEPARATOR);
  const seal = parts.pop();
  if (seal !== sealOf(question, parts)) throw wrongCursor(cursor);
  const [place, ...asked] = parts;
  const entries = library.list();
  const [one, other] = asked.map((mark) => marked(entries, mark).info.id);
  const same = other === undefined ? { snapshot: one } : { before: one, after: other };
  return { ...input, cursor: place, ...(one !== undefined && same) };
}

/** The snapshot that such letters stand for; an error says that it is gone. */
export function marked(entries: readonly LibraryEntry[], mark: string): LibraryEntry {
  const entry = entries.find(({ info }) => markOf(info.id) === mark);
  if (entry !== undefined) return entry;
  throw new AccessError('The snapshot that this cursor goes on with is gone.', {
    code: 'snapshot.missing',
    hint: 'Begin again without cursor.',
  });
}

/** Says that a cursor leads nowhere. */
export function wrongCursor(cursor: string): AccessError {
  return new AccessError(`This answer has no page ${quoted(cursor)}.`, {
    code: 'argument.invalid',
    hint: 'Give the next of the page before as cursor, with all else the same, or leave it out to begin with the first page.',
  });
}

function sealOf(question: Question, parts: readonly string[]): string {
  return markOf(JSON.stringify([question, parts]));
}

/** A few letters that stand for a text, such as the id of a snapshot. */
export function markOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
