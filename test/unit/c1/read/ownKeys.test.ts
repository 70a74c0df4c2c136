import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportSnapshot } from '../../../../src/c1/export.ts';
import {
  allApplicationMemberships,
  allGlobalRoleUsers,
  allMemberships,
  allOrganizationRoles,
  allOrganizations,
  allRoleAssignments,
} from '../../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { withFolder } from '../../../support/snapshots.ts';
import {
  application,
  globalRole,
  organization,
  organizationRole,
  user,
  writeSnapshot,
  type Rows,
} from '../../snapshot/support/rows.ts';
import { objectsIn } from '../support/document.ts';
import { withC1 } from './support/files.ts';

const ROWS: Rows = {
  users: [user('ada'), user('bob')],
  organizations: [organization('o1'), organization('o2')],
  organizationRoles: [
    organizationRole('admin'),
    organizationRole('viewer'),
    organizationRole('robot', { type: 'MachineToMachine' }),
  ],
  members: { o1: { ada: ['admin', 'viewer'], bob: [] }, o2: { bob: ['viewer'] } },
  globalRoles: [globalRole('owner', { userIds: ['ada'] })],
  applications: [application('erp')],
  applicationMembers: { o1: { erp: ['robot'] } },
};

/** Who holds what, by ids. */
function holdings(snapshot: Snapshot): object {
  return {
    memberships: [...allMemberships(snapshot)],
    assignments: [...allRoleAssignments(snapshot)],
    owners: [...allGlobalRoleUsers(snapshot)],
    applications: [...allApplicationMemberships(snapshot)],
    roles: [...allOrganizationRoles(snapshot)].map(({ id }) => id),
  };
}

/** Reads the extended export once something in it was changed. */
function withExport<T>(
  change: (document: Plain) => void,
  look: (snapshot: Snapshot) => T | Promise<T>,
): Promise<T> {
  return withFolder(async (folder) => {
    const [snapshotFile, target] = [join(folder, 'a.snapshot'), join(folder, 'export')];
    writeSnapshot(snapshotFile, ROWS);
    await exportSnapshot({ snapshotFile, target, format: 'c1-json', extended: true });
    const document = JSON.parse(readFileSync(target, 'utf8')) as Plain;
    change(document);
    writeFileSync(target, JSON.stringify(document));
    return withC1(target, look);
  });
}

/** The keys that baton-file reads, of which tests change some. */
interface Plain {
  readonly snapshot: { stats?: unknown };
  readonly resources: { resource_type: string; parent_resource: string }[];
  entitlements: { entitlement: string }[];
  grants: { entitlement_id: string; id: string }[];
}

/** Leaves what a program leaves that knows baton-file's keys alone. */
function ownKeysOnly(document: Plain): void {
  for (const object of objectsIn(document)) Reflect.deleteProperty(object, 'c1');
}

describe('A JSON with baton-file’s own keys alone', () => {
  it('says who holds which role in which organization', async () => {
    const whole = await withExport(() => undefined, holdings);
    assert.deepEqual(await withExport(ownKeysOnly, holdings), whole);
  });

  it('has roles under what is no organization of Logto, even if it grants nothing itself', () =>
    withExport(
      (document) => {
        ownKeysOnly(document);
        delete document.snapshot.stats;
        for (const resource of document.resources)
          if (resource.resource_type === 'organization') resource.resource_type = 'team';
        document.entitlements = document.entitlements.filter(({ entitlement }) => entitlement !== 'member');
        document.grants = document.grants.filter(({ entitlement_id: id }) => !id.endsWith(':member'));
      },
      (snapshot) => {
        const ids = [...allOrganizations(snapshot)].map(({ id }) => id);
        assert.deepEqual(ids, ['team:o1', 'team:o2']);
        const held = [...allRoleAssignments(snapshot)].map(
          ({ organizationId, userId, roleId }) => `${organizationId} ${userId} ${roleId}`,
        );
        assert.deepEqual(held, ['team:o1 ada admin', 'team:o1 ada viewer', 'team:o2 bob viewer']);
      },
    ));

  it('has a role that lies under nothing as a group, as those of other connectors', () =>
    withExport(
      (document) => {
        ownKeysOnly(document);
        for (const resource of document.resources) resource.parent_resource = '';
      },
      (snapshot) => {
        const [ada] = [...allRoleAssignments(snapshot)].filter(({ userId }) => userId === 'ada');
        assert.equal(ada?.organizationId, 'organization_role:o1:admin');
        assert.equal(ada.roleId, 'organization_role:assigned');
        assert.equal(snapshot.info.c1?.foreign, true);
      },
    ));
});
