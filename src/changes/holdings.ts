import {
  allApplicationMemberships,
  allGlobalRoleApplications,
  allGlobalRoleUsers,
  allRoleAssignments,
} from '../snapshot/read/all.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { joinKey } from './merge.ts';

/** Somebody, or an application, that holds a role somewhere. */
export interface Holding {
  /** Tells holder and place. */
  readonly key: string;
  readonly kind: 'user' | 'application';
  readonly holderId: string;
  /** Where an organization role is held. */
  readonly organizationId?: string;
}

/** Everybody who holds one of some roles, once for each of them and each place. */
export function* holdingsOf(
  snapshot: Snapshot,
  subject: 'organizationRole' | 'globalRole',
  roleIds: readonly string[],
): Generator<Holding> {
  const inOrganizations = subject === 'organizationRole';
  for (const id of roleIds) yield* inOrganizations ? heldByMembers(snapshot, id) : heldByUsers(snapshot, id);
  yield* inOrganizations ? heldInOrganizations(snapshot, roleIds) : heldByApplications(snapshot, roleIds);
}

function* heldByMembers(snapshot: Snapshot, id: string): Generator<Holding> {
  for (const { organizationId, userId } of allRoleAssignments(snapshot, { kind: 'organizationRole', id }))
    yield holding('user', userId, organizationId);
}

function* heldByUsers(snapshot: Snapshot, id: string): Generator<Holding> {
  for (const { holderId } of allGlobalRoleUsers(snapshot, { kind: 'globalRole', id }))
    yield holding('user', holderId);
}

function* heldInOrganizations(snapshot: Snapshot, roleIds: readonly string[]): Generator<Holding> {
  for (const { organizationId, applicationId, roleIds: held } of allApplicationMemberships(snapshot))
    if (held.some((id) => roleIds.includes(id))) yield holding('application', applicationId, organizationId);
}

function* heldByApplications(snapshot: Snapshot, roleIds: readonly string[]): Generator<Holding> {
  for (const { roleId, holderId } of allGlobalRoleApplications(snapshot))
    if (roleIds.includes(roleId)) yield holding('application', holderId);
}

function holding(kind: Holding['kind'], holderId: string, organizationId?: string): Holding {
  const key = joinKey(kind, organizationId ?? '', holderId);
  return { key, kind, holderId, ...(organizationId !== undefined && { organizationId }) };
}
