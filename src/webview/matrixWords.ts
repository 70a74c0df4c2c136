import { globalRolesText, outsideText } from '../access/leftOut.ts';
import type { MatrixColumn, MatrixHead } from '../access/map/matrix.ts';
import { count } from '../words.ts';

/** What a matrix leaves out, lest who sees it take it for all that people may do; undefined where that is nothing. */
export function leftOutWords({
  of,
  outside,
  globalHolders,
}: Pick<MatrixHead, 'of' | 'outside' | 'globalHolders'>): string | undefined {
  const text = of === 'tenant' ? outsideText(outside, globalHolders) : globalRolesText(globalHolders);
  return text === undefined ? undefined : `Not shown: ${text}.`;
}

/** What a picture of a matrix shows; where it is filtered, by what, and that the numbers of roles are not. */
export function shownWords(status: string, filter: string): string {
  return filter === ''
    ? status
    : `${status}, filtered by “${filter.trim()}”; the numbers below the roles are of all`;
}

type Weighed = Pick<MatrixColumn, 'permissionCount'>;
type Known = Pick<MatrixHead, 'columns' | 'knowsPermissions'>;

/** How strong a role is among those of a matrix: by it its marks have their colour. */
export type Strength = 'strongest' | 'strong' | 'weak' | 'unknown';

/** What the colours of roles say. */
export const STRENGTHS: readonly (readonly [Strength, string])[] = [
  ['strongest', 'most permissions'],
  ['strong', 'some permissions'],
  ['weak', 'no permissions'],
  ['unknown', 'permissions unknown'],
];

export function strengthOf({ permissionCount }: Weighed, { columns, knowsPermissions }: Known): Strength {
  if (permissionCount === 0) return knowsPermissions ? 'weak' : 'unknown';
  return columns.some((other) => other.permissionCount > permissionCount) ? 'strong' : 'strongest';
}

/** How many permissions a role gives, as far as that is known. */
export function permissionWords({ permissionCount }: Weighed, { knowsPermissions }: Known): string {
  const counted = count(permissionCount, 'permission');
  if (knowsPermissions) return counted;
  return permissionCount === 0 ? 'permissions unknown' : `at least ${counted}`;
}
