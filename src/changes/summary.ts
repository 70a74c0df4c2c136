import type { Change, ChangeSummary } from './model.ts';

/** Counts changes by kind. */
export function summarise(changes: readonly Change[]): ChangeSummary {
  const count = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length;
  return { added: count('added'), removed: count('removed'), changed: count('changed') };
}

/** How many changes there are of all kinds. */
export function changesIn({ added, removed, changed }: ChangeSummary): number {
  return added + removed + changed;
}
