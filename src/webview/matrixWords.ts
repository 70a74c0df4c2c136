import { globalRolesText } from '../access/leftOut.ts';
import type { MatrixColumn, MatrixHead } from '../access/map/matrix.ts';
import { count } from '../words.ts';

type LeftOut = Pick<MatrixHead, 'of' | 'outside' | 'applicationHolders' | 'globalHolders'>;
type Part = string | undefined;

/** What a matrix leaves out, lest who sees it take it for all that is held; undefined where that is nothing. */
export function leftOutWords(head: LeftOut): string | undefined {
  const all = head.of === 'tenant' ? outsideOrganizations(head) : outsideMembers(head);
  const parts = all.filter((part) => part !== undefined);
  const last = parts.pop();
  if (last === undefined) return undefined;
  return `Not shown: ${[...parts, parts.length === 0 ? last : `and ${last}`].join(', ')}.`;
}

function outsideOrganizations({ outside, applicationHolders, globalHolders }: LeftOut): Part[] {
  const holders = some(globalHolders, 'person holds', 'people hold');
  return [
    some(outside, 'person outside every organization', 'people outside every organization'),
    some(applicationHolders, 'application that holds roles', 'applications that hold roles'),
    holders && `global roles, which ${holders}`,
  ];
}

function outsideMembers({ applicationHolders, globalHolders }: LeftOut): Part[] {
  return [
    some(applicationHolders, 'application that holds roles here', 'applications that hold roles here'),
    globalRolesText(globalHolders),
  ];
}

function some(value: number, one: string, many: string): Part {
  return value === 0 ? undefined : count(value, one, many);
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
