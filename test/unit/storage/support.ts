import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as all from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { withFolder } from '../../support/snapshots.ts';

/** What a version of the product has left on a machine, as test/fixtures/storage/README.md describes it. */
export const FROZEN = fileURLToPath(new URL('../../fixtures/storage/format-1/', import.meta.url));

/** Runs a test on a copy: what is frozen is never written. */
export function withCopy<T>(test: (folder: string) => Promise<T> | T): Promise<T> {
  return withFolder((root) => {
    const folder = join(root, 'storage');
    cpSync(FROZEN, folder, { recursive: true });
    return test(folder);
  });
}

/** All that a snapshot holds, as JSON has it. */
export function contentsOf(snapshot: Snapshot): unknown {
  const contents = {
    info: snapshot.info,
    users: [...all.allUsers(snapshot)],
    organizations: [...all.allOrganizationsWithRules(snapshot)],
    organizationRoles: [...all.allOrganizationRoles(snapshot)],
    globalRoles: [...all.allGlobalRoles(snapshot)],
    scopes: [...all.allScopes(snapshot)],
    resources: [...all.allResources(snapshot)],
    memberships: [...all.allMemberships(snapshot)],
    roleAssignments: [...all.allRoleAssignments(snapshot)],
    globalRoleUsers: [...all.allGlobalRoleUsers(snapshot)],
    globalRoleApplications: [...all.allGlobalRoleApplications(snapshot)],
    applications: [...all.allApplications(snapshot)],
    applicationMemberships: [...all.allApplicationMemberships(snapshot)],
    invitations: [...all.allInvitations(snapshot)],
  };
  return JSON.parse(JSON.stringify(contents)) as unknown;
}
