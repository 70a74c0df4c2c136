import { count, oneLine } from '../../words.ts';
import type { Hole, HoleIn, SnapshotInfo } from '../model.ts';

type WithHoles = Pick<SnapshotInfo, 'holes'>;

/** What a list has rows of, one and many, and whose the list is. */
const WORDS: Readonly<Record<HoleIn, readonly [one: string, many: string, owner: string]>> = {
  users: ['user', 'users', ''],
  organizations: ['organization', 'organizations', ''],
  members: ['member', 'members', 'organization'],
  organizationRoles: ['organization role', 'organization roles', ''],
  globalRoles: ['global role', 'global roles', ''],
  roleUsers: ['user', 'users', 'global role'],
  roleApplications: ['application', 'applications', 'global role'],
  roleScopes: ['permission', 'permissions', 'global role'],
  scopes: ['organization permission', 'organization permissions', ''],
  resources: ['API resource', 'API resources', ''],
  applications: ['application', 'applications', ''],
  applicationOrganizations: ['organization', 'organizations', 'application'],
  invitations: ['invitation', 'invitations', ''],
  userDetails: ['user', 'users', ''],
  justInTime: ['organization', 'organizations', ''],
};

/** What is read of one user or organization at a time. */
const DETAILS: Readonly<Partial<Record<HoleIn, string>>> = {
  userDetails: 'MFA or enterprise identities',
  justInTime: 'just-in-time rules',
};

/** Whether all that is in the tenant could be read. */
export function isComplete({ holes }: WithHoles): boolean {
  return holes.length === 0;
}

/** Whose details were asked for in vain: ids of users, or of organizations. */
export function askedInVain({ holes }: WithHoles, list: 'userDetails' | 'justInTime'): string[] {
  return holes.flatMap((hole) => (hole.in === list && hole.of !== undefined ? [hole.of] : []));
}

/** Whether so many were asked for in vain that not each of them is named. */
export function isGivenUp({ holes }: WithHoles, list: 'userDetails' | 'justInTime'): boolean {
  return holes.some((hole) => hole.in === list && hole.of === undefined);
}

/** How many were asked for in vain. */
export function countAskedInVain({ holes }: WithHoles, list: 'userDetails' | 'justInTime'): number {
  return holes.reduce((sum, hole) => sum + (hole.in === list ? (hole.rows ?? 1) : 0), 0);
}

/** What could not be read and why: `2 members of the organization o1 are missing: Row 7 of … cannot be read`. */
export function describeHole(hole: Hole): string {
  return oneLine(`${whatIsMissing(hole)}: ${hole.reason.replace(/\.$/, '')}`);
}

/** What a snapshot lacks, hole by hole, in words; empty where it is complete. */
export function missingIn({ holes }: WithHoles): string[] {
  return holes.map(describeHole);
}

/** What a snapshot lacks, in one line. */
export function missingInShort(info: WithHoles, most?: number): string {
  return inShort(missingIn(info), most);
}

/** What kinds of things a snapshot lacks, without a name or a reason: `members of 2 organizations; 1 user`. */
export function missingKinds({ holes }: WithHoles, most?: number): string {
  const kinds = [...Map.groupBy(holes, (hole) => hole.in)];
  return inShort(
    kinds.map(([list, all]) => kindOf(list, all)),
    most,
  );
}

/** The first of what is missing, and how much there is besides, in one line. */
export function inShort(missing: readonly string[], most = 3): string {
  const rest = missing.length > most ? [`and ${count(missing.length - most, 'more', 'more')}`] : [];
  return [...missing.slice(0, most), ...rest].join('; ');
}

function kindOf(list: HoleIn, holes: readonly Hole[]): string {
  const [one, many, owner] = WORDS[list];
  const details = DETAILS[list];
  if (details !== undefined) return `${details} of ${rowsIn(holes, one, many)}`;
  if (owner === '') return rowsIn(holes, one, many);
  const owners = new Set(holes.map(({ of }) => of));
  return owners.has(undefined) ? `some ${many}` : `${many} of ${count(owners.size, owner)}`;
}

/** How many rows lie in holes: one that is named, else as many as are known to. */
function rowsIn(holes: readonly Hole[], one: string, many: string): string {
  const rows = holes.reduce((sum, hole) => sum + (hole.rows ?? (hole.of === undefined ? NaN : 1)), 0);
  return Number.isNaN(rows) ? `some ${many}` : count(rows, one, many);
}

function whatIsMissing({ in: list, of: id, name, rows }: Hole): string {
  const [one, many, owner] = WORDS[list];
  const of = id !== undefined && name !== undefined ? `${name} (${id})` : id;
  const details = DETAILS[list];
  if (details !== undefined)
    return `${details} of ${of === undefined ? count(rows ?? 0, one, many) : `the ${one} ${of}`} could not be read`;
  if (owner === '' && of !== undefined) return `the ${one} ${of} is missing`;
  const whose = of === undefined ? '' : ` of the ${owner} ${of}`;
  if (rows === undefined) return `some ${many}${whose} may be missing`;
  return `${count(rows, one, many)}${whose} ${rows === 1 ? 'is' : 'are'} missing`;
}
