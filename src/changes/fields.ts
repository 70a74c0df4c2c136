import type { Listed } from '../snapshot/read/all.ts';
import type { Compared } from './changeBuilder.ts';
import type { Pair } from './merge.ts';
import type { FieldChange } from './model.ts';
import type { SubjectRules } from './subjects.ts';

/** What a field tells: a text, or things that are listed, which are compared by id. */
export type FieldValue = string | readonly Listed[];

/** What differs between the two rows of a pair; of one that is in one snapshot only, all that it holds. */
export function changedFields<T>(
  { fields }: SubjectRules<T>,
  { before, after }: Pair<T>,
  { names, formerNames }: Pick<Compared, 'names' | 'formerNames'>,
): FieldChange[] {
  if (fields === undefined) return [];
  const old = before && fields(before, formerNames);
  const now = after && fields(after, names);
  return Object.keys(now ?? old ?? {})
    .filter((field) => isKnown(old, field) && isKnown(now, field))
    .map((field) => changeOf(field, old?.[field] ?? '', now?.[field] ?? ''))
    .filter((change) => change !== undefined);
}

/** What only one of two rows knows did not change. */
function isKnown(values: Readonly<Record<string, FieldValue>> | undefined, field: string): boolean {
  return values === undefined || field in values;
}

function changeOf(field: string, before: FieldValue, after: FieldValue): FieldChange | undefined {
  if (typeof before === 'string' && typeof after === 'string')
    return before === after ? undefined : { field, before, after };
  const [old, now] = [listOf(before), listOf(after)];
  const [added, removed] = [without(now, old), without(old, now)];
  if (added.length + removed.length === 0) return undefined; // by another name it is the same
  return { field, before: namesOf(old), after: namesOf(now), added, removed };
}

function listOf(value: FieldValue): readonly Listed[] {
  return typeof value === 'string' ? [] : value;
}

function without(list: readonly Listed[], others: readonly Listed[]): Listed[] {
  const ids = new Set(others.map(({ id }) => id));
  return list.filter(({ id }) => !ids.has(id));
}

function namesOf(list: readonly Listed[]): string {
  return list.map(({ name }) => name).join(', ');
}
