import type { Change } from './model.ts';

export const CHANGE_KINDS = ['added', 'removed', 'changed'] as const;

/** Which changes a person wants to see. */
export interface ChangeFilter {
  readonly kinds: readonly Change['kind'][];
  /** Only those by which somebody gained access. */
  readonly gainedOnly: boolean;
}

/** The changes that a filter leaves; all where there is none. */
export function filterChanges(
  changes: readonly Change[],
  filter: ChangeFilter | undefined,
): readonly Change[] {
  if (filter === undefined) return changes;
  const { kinds, gainedOnly } = filter;
  return changes.filter(
    ({ kind, effects }) => kinds.includes(kind) && (!gainedOnly || effects.includes('gained')),
  );
}

/** Whether a filter leaves everything, whatever there is. */
export function leavesAll({ kinds, gainedOnly }: ChangeFilter): boolean {
  return !gainedOnly && CHANGE_KINDS.every((kind) => kinds.includes(kind));
}
