import type { Change, Subject } from './model.ts';

export const CHANGE_KINDS = ['added', 'removed', 'changed'] as const;

/** Which changes a person wants to see. */
export interface ChangeFilter {
  readonly kinds: readonly Change['kind'][];
  /** Only those by which somebody gained access. */
  readonly gainedOnly: boolean;
  /** Only those of such things; all where left out. */
  readonly subjects?: readonly Subject[];
}

/** The changes that a filter leaves; all where there is none. */
export function filterChanges(
  changes: readonly Change[],
  filter: ChangeFilter | undefined,
): readonly Change[] {
  if (filter === undefined) return changes;
  const { kinds, gainedOnly, subjects } = filter;
  return changes.filter(
    ({ kind, subject, effects }) =>
      kinds.includes(kind) &&
      (!gainedOnly || effects.includes('gained')) &&
      (subjects === undefined || subjects.includes(subject)),
  );
}

/** Whether a filter leaves everything, whatever there is. */
export function leavesAll({ kinds, gainedOnly, subjects }: ChangeFilter): boolean {
  return !gainedOnly && subjects === undefined && CHANGE_KINDS.every((kind) => kinds.includes(kind));
}
