import { listOrganizations } from '../../snapshot/read/organizations.ts';
import { listGlobalRoles, type GlobalRoleSummary } from '../../snapshot/read/roles.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, number, oneLine } from '../../words.ts';
import { holeLines } from './lines.ts';
import {
  applicationHolderLines,
  applicationLines,
  linesOfGlobalRole,
  organizationRoleLines,
} from './roles.ts';

/** What a text says that was split, so that nobody takes it for all there is. */
export const SPLIT =
  'split: all of it is too long for one document; what is in brackets opens as a document of its own';

/** Users in one document, of a tenant whose access is split. */
export const USERS_A_PART = 50_000;

/** A tenant whose text is too long: its organizations, global roles and users are documents of their own. */
export function* splitTenantLines(snapshot: Snapshot): Generator<string> {
  const { tenantName, counts } = snapshot.info;
  yield `tenant ${oneLine(tenantName)}`;
  yield* holeLines(snapshot);
  yield SPLIT;
  yield '';
  for (const { id, name, memberCount } of listOrganizations(snapshot, { limit: -1 }))
    yield `organization ${oneLine(name)} [${id}]: ${count(memberCount, 'member')}`;
  yield '';
  yield* organizationRoleLines(snapshot);
  yield '';
  for (const role of listGlobalRoles(snapshot)) {
    yield* linesOfGlobalRole(snapshot, role);
    yield `  ${count(role.userCount, 'user')}, ${count(role.applicationCount, 'application')}`;
  }
  yield '';
  yield* applicationLines(snapshot);
  yield '';
  yield* partLines('users', counts.users);
}

/** A global role that too many hold for one document: its users are documents of their own. */
export function* splitGlobalRoleLines(snapshot: Snapshot, role: GlobalRoleSummary): Generator<string> {
  yield* holeLines(snapshot);
  yield* linesOfGlobalRole(snapshot, role);
  yield SPLIT;
  for (const line of partLines('users', role.userCount, role.id)) yield `  ${line}`;
  yield* applicationHolderLines(snapshot, role);
}

/** Some of the users of a tenant, of those who hold a global role, or of the members of an organization. */
export interface UsersPart {
  /** Counted from 1. */
  readonly part: number;
  readonly roleId?: string;
  readonly organizationId?: string;
}

/** The parts of a list of people, each a document of its own: `members 1 to 50,000 [members-1-of-o1]`. */
export function* partLines(what: 'users' | 'members', total: number, of?: string): Generator<string> {
  for (let part = 1; (part - 1) * USERS_A_PART < total; part++) {
    const last = Math.min(part * USERS_A_PART, total);
    const id = `${what}-${part}${of === undefined ? '' : `-of-${of}`}`;
    yield `${what} ${number((part - 1) * USERS_A_PART + 1)} to ${number(last)} [${id}]`;
  }
}

/** Which part of the users is meant by what stands in brackets; undefined where that means something else. */
export function usersPartOf(id: string): UsersPart | undefined {
  const [, what, part, of] = /^(users|members)-([1-9]\d{0,8})(?:-of-(.+))?$/.exec(id) ?? [];
  if (part === undefined) return undefined;
  if (of === undefined) return what === 'users' ? { part: Number(part) } : undefined;
  return { part: Number(part), ...(what === 'users' ? { roleId: of } : { organizationId: of }) };
}
