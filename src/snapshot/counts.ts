import type { DatabaseSync } from 'node:sqlite';
import type { SnapshotCounts } from './model.ts';

const TABLES: Record<keyof SnapshotCounts, string> = {
  users: 'users',
  organizations: 'organizations',
  memberships: 'memberships',
  roleAssignments: 'member_roles',
  organizationRoles: 'organization_roles',
  globalRoles: 'roles',
  applications: 'applications',
  invitations: 'invitations',
};

/** Counts the rows of an open snapshot database. */
export function countRows(database: DatabaseSync): SnapshotCounts {
  const columns = Object.entries(TABLES).map(([name, table]) => `(select count(*) from ${table}) as ${name}`);
  const row = database.prepare(`select ${columns.join(', ')}`).get() ?? {};
  const count = (name: keyof SnapshotCounts): number => Number(row[name]);
  return {
    users: count('users'),
    organizations: count('organizations'),
    memberships: count('memberships'),
    roleAssignments: count('roleAssignments'),
    organizationRoles: count('organizationRoles'),
    globalRoles: count('globalRoles'),
    applications: count('applications'),
    invitations: count('invitations'),
  };
}
