import { FINDABLE_KINDS, findableOf, type FindableKind, type FoundBy } from '../../snapshot/read/findable.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import { missingFrom, type Place } from '../../snapshot/lacks/missing.ts';
import { describeThing } from '../things.ts';
import { fold } from './fold.ts';
import { findIn, rankOf, RANKS, type Rank } from './haystack.ts';
import { strandsOf } from './strands.ts';

/** Something that was found. */
export interface Hit {
  readonly kind: FindableKind;
  readonly id: string;
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly detail: string;
  /** In which of its texts, the text itself, and how well that matches. */
  readonly by: FoundBy;
  readonly matched: string;
  readonly rank: Rank;
}

/** What a search found, best first. */
export interface Hits {
  readonly hits: readonly Hit[];
  /** How many there are in all. */
  readonly total: number;
  /** What the snapshot lacks that might have been found, in sentences. */
  readonly mayLack: readonly string[];
}

export interface FindOptions {
  readonly limit: number;
  /** How many of the best are passed over. */
  readonly offset?: number;
  /** All where left out. */
  readonly kinds?: readonly FindableKind[];
}

/**
 * Finds users, organizations, roles, permissions, API resources and applications by a part of a name, e-mail, username,
 * phone, indicator or id, whatever its case and diacritics. The best come first: what is called so, then what begins
 * so, then what has a word that does, then the rest; among them by kind and name.
 */
export function find(
  snapshot: Snapshot,
  query: string,
  { limit, offset = 0, kinds = FINDABLE_KINDS }: FindOptions,
): Hits {
  const wanted = fold(query);
  const found = kinds.map((kind) => findOfKind(snapshot, kind, wanted));
  return {
    hits: [...firstOf(found, offset + limit)].slice(offset).map((hit) => describe(snapshot, hit, wanted)),
    total: found.flatMap(({ byRank }) => byRank).reduce((sum, { length }) => sum + length, 0),
    mayLack: missingFrom(
      snapshot,
      kinds.flatMap((kind) => LISTS[kind]),
    ),
  };
}

/** The lists that things of a kind are read from. */
const LISTS: Readonly<Record<FindableKind, readonly Place[]>> = {
  ...{ user: [['users']], organization: [['organizations']], organizationRole: [['organizationRoles']] },
  ...{ globalRole: [['globalRoles']], resource: [['resources']], application: [['applications']] },
  permission: [['scopes'], ['resources']], // an API resource comes with its permissions
};

/** Ids of all things of a kind in which a text is found, in no order. */
export function findIds(snapshot: Snapshot, query: string, kind: FindableKind): string[] {
  return findOfKind(snapshot, kind, fold(query)).byRank.flat();
}

interface FoundOfKind {
  readonly kind: FindableKind;
  readonly byRank: readonly (readonly string[])[];
}

type Ranked = Pick<Hit, 'kind' | 'id' | 'rank'>;

function findOfKind(snapshot: Snapshot, kind: FindableKind, wanted: string): FoundOfKind {
  return { kind, byRank: findIn(strandsOf(snapshot).get(kind) ?? [], wanted) };
}

/** The best of what was found, kind by kind where it matches as well. */
function* firstOf(found: readonly FoundOfKind[], limit: number): Generator<Ranked> {
  let left = limit;
  for (const [i, rank] of RANKS.entries())
    for (const { kind, byRank } of found)
      for (const id of byRank[i] ?? []) {
        if (left-- <= 0) return;
        yield { kind, id, rank };
      }
}

function describe(snapshot: Snapshot, hit: Ranked, wanted: string): Hit {
  const { label, detail } = describeThing(snapshot, hit.kind, hit.id) ?? { label: hit.id, detail: '' };
  const texts = findableOf(snapshot, hit.kind, hit.id)?.texts ?? [];
  const ranked = texts.map(([by, text]) => ({
    by,
    matched: oneLine(text),
    rank: rankOf(fold(text), wanted),
  }));
  const best = ranked.find(({ rank }) => rank === hit.rank) ?? { by: 'id' as const, matched: hit.id };
  return { ...hit, label, detail, by: best.by, matched: best.matched };
}
