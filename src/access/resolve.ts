import { AccessError, type AccessErrorDetails } from '../errors.ts';
import { findableOf, type FindableKind } from '../snapshot/read/findable.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { oneLine } from '../words.ts';
import { find, type Hit } from './find/find.ts';
import { prepareFind } from './find/strands.ts';
import { KIND_WORDS } from './things.ts';
import { sentence, type Said } from '../sentence.ts';

/** So many things of the same name are told apart in an error. */
const CANDIDATES = 10;

/** A thing by id. */
export interface Resolved<K extends FindableKind> {
  readonly kind: K;
  readonly id: string;
}

/** It is not certain what is meant: several things are called so, or none is and these come near. */
export class UnresolvedError extends AccessError {
  readonly candidates: readonly Hit[];

  constructor(message: Said, details: AccessErrorDetails, candidates: readonly Hit[]) {
    super(message, details);
    this.candidates = candidates;
  }
}

/**
 * What a person means who gives an id, a name, an e-mail, …: the thing with this id, or the only one that is called so.
 * An {@link UnresolvedError} lists the candidates where there are several, and what comes near where there is none.
 * Names are looked through bit by bit the first time, so that the thread has time for others.
 */
export async function resolve<K extends FindableKind>(
  snapshot: Snapshot,
  text: string,
  kinds: readonly K[],
): Promise<Resolved<K>> {
  for (const kind of kinds) if (findableOf(snapshot, kind, text) !== undefined) return { kind, id: text };
  await prepareFind(snapshot);
  const { hits } = find(snapshot, text, { limit: CANDIDATES, kinds });
  const called = hits.filter(({ rank }) => rank === 'exact');
  const [first, second] = called;
  if (first !== undefined && second === undefined) return { kind: first.kind as K, id: first.id };
  throw first === undefined ? unknown(text, kinds, hits) : ambiguous(text, called);
}

function ambiguous(text: string, hits: readonly Hit[]): UnresolvedError {
  const details = { code: 'access.ambiguous', hint: sentence`Give the id that stands in brackets.` };
  return new UnresolvedError(
    sentence`"${oneLine(text)}" may be ${hits.map(candidate).join(', or ')}.`,
    details,
    hits,
  );
}

function unknown(text: string, kinds: readonly FindableKind[], near: readonly Hit[]): UnresolvedError {
  const words = kinds.map((kind) => KIND_WORDS[kind]).join(' or ');
  const hint =
    near.length === 0
      ? sentence`It may be newer than the snapshot, or could not be read: sync the tenant again.`
      : sentence`There is ${near.map(candidate).join(', ')}.`;
  const details = { code: 'access.not_there', hint };
  return new UnresolvedError(sentence`This snapshot has no ${words} "${oneLine(text)}".`, details, near);
}

function candidate({ kind, label, detail, id }: Hit): string {
  return `${KIND_WORDS[kind]} ${label}${detail === '' ? '' : ` (${detail})`} [${id}]`;
}
