/** One thing, where only the rows that name it are wanted. */
export interface Only {
  readonly kind: 'user' | 'organization' | 'organizationRole' | 'globalRole';
  readonly id: string;
}

/**
 * The condition for rows that name one thing, and its parameters; none where all rows are wanted. A table without a
 * column for such things has no row that names one.
 */
export function whereOnly(
  only: Only | undefined,
  columns: Readonly<Partial<Record<Only['kind'], string>>>,
): readonly [sql: string, ...parameters: string[]] {
  if (only === undefined) return [''];
  const column = columns[only.kind];
  return column === undefined ? ['where false'] : [`where ${column} = ?`, only.id];
}
