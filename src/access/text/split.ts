import { listOrganizations } from '../../snapshot/read/organizations.ts';
import { listGlobalRoles } from '../../snapshot/read/roles.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, number, oneLine } from '../../words.ts';
import { holeLines } from './lines.ts';
import { linesOfGlobalRole, organizationRoleLines } from './roles.ts';

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
  for (let part = 1; (part - 1) * USERS_A_PART < counts.users; part++) {
    const last = Math.min(part * USERS_A_PART, counts.users);
    yield `users ${number((part - 1) * USERS_A_PART + 1)} to ${number(last)} [${usersPartId(part)}]`;
  }
}

/** What stands in brackets for a part of the users. */
export function usersPartId(part: number): string {
  return `users-${part}`;
}

/** Which part of the users is meant; undefined where the text means something else. */
export function usersPartOf(id: string): number | undefined {
  const found = /^users-([1-9]\d{0,8})$/.exec(id);
  return found ? Number(found[1]) : undefined;
}
