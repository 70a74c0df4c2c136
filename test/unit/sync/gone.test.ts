import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { withMoment } from '../../support/moment.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

describe('A sync during which something is deleted that a list named', () => {
  for (const part of ['scopes', 'users'])
    it(`leaves a global role out when it is gone before its ${part} are read, and says so`, () => {
      const data = generateTenant({ seed: 3, users: 60, organizations: 3 });
      const role = data.roles.list().find(({ isDefault }) => isDefault)!;
      return withMoment(
        data,
        (path) => path === `/api/roles/${role.id}/${part}`,
        () => data.roles.delete(role.id),
        (snapshot) => {
          const found = [...all.allGlobalRoles(snapshot)].map(({ id }) => id);
          assert.deepEqual(
            found.sort(),
            data.roles
              .list()
              .map(({ id }) => id)
              .sort(),
          );
          assert.ok(![...all.allGlobalRoleUsers(snapshot)].some(({ roleId }) => roleId === role.id));
          assert.match(snapshot.info.verified, /the global role Everyone was deleted during the sync/);
          assert.deepEqual(snapshot.info.holes, []);
        },
      );
    });

  it('leaves an application out that is gone before its organizations are read, and says so', () => {
    const data = generateTenant({ seed: 3, users: 60, organizations: 3 });
    const machine = data.applications.list().find(({ id }) => data.machines.organizationsOf(id).length > 0)!;
    return withMoment(
      data,
      (path) => path === `/api/applications/${machine.id}/organizations`,
      () => data.applications.delete(machine.id),
      (snapshot) => {
        const found = [...all.allApplications(snapshot)].map(({ id }) => id);
        assert.deepEqual(
          found.sort(),
          data.applications
            .list()
            .map(({ id }) => id)
            .sort(),
        );
        assert.match(
          snapshot.info.verified,
          new RegExp(`application ${machine.id} was deleted during the sync`),
        );
        assert.deepEqual(snapshot.info.holes, []);
      },
    );
  });

  it('says nothing of what could not be read of a role that is gone', () => {
    const data = generateTenant({ seed: 3, users: 60, organizations: 3 });
    const role = data.roles.list().find(({ isDefault }) => isDefault)!;
    return syncFailing(data, `/api/roles/${role.id}/scopes`, () => data.roles.delete(role.id));
  });

  it('says nothing of what could not be read of an organization that is gone', () => {
    const data = generateTenant({ seed: 3, users: 60, organizations: 3 });
    const { id } = data.organizations.list()[0]!;
    return syncFailing(data, `/api/organizations/${id}/users`, () => deleteOrganization(data, id));
  });

  it('has the members of an organization that lay in a hole for a moment and could not be read then', () => {
    const data = generateTenant({ seed: 3, users: 60, organizations: 4 });
    const [hidden, deleted] = data.organizations.list().map(({ id }) => id);
    let isFailing = false;
    let asked = 0;
    const breaks = brokenRows(() => (isFailing ? [hidden!] : []), /^\/api\/organizations$/);
    const fault: Fault = (request, response) => {
      const { path, query } = request;
      if (path === `/api/organizations/${deleted}/users`) replace(data, deleted!, 'another');
      if (path === `/api/organizations/${hidden}/users` && asked === 0) isFailing = true;
      // The list is read twice without the organization; each reading asks for it four times in vain.
      if (path === '/api/organizations' && query.get('page_size') === '100' && isFailing)
        isFailing = ++asked <= 8;
      if (path === `/api/organizations/${hidden}/users` && isFailing)
        return answer(response, 500, { message: 'Broken.' });
      return breaks(request, response);
    };
    return withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        const { holes } = await syncTo(file, client);
        assert.ok(asked > 8);
        assert.deepEqual(holes, []);
        await withSnapshot(file, (snapshot) => assertMembers(snapshot, data, hidden!));
      }),
    );
  });

  it('has the members of an organization that the list lacked for a moment after they were read', () => {
    const data = generateTenant({ seed: 3, users: 60, organizations: 4 });
    const [hidden, deleted] = data.organizations.list().map(({ id }) => id);
    let isFailing = false;
    const breaks = brokenRows(() => (isFailing ? [hidden!] : []), /^\/api\/organizations$/);
    const fault: Fault = (request, response) => {
      if (request.path === `/api/organizations/${deleted}/users`) {
        replace(data, deleted!, 'another');
        isFailing = true;
      }
      if (request.path === '/api/organizations/another/users') {
        replace(data, 'another', 'third');
        isFailing = false;
      }
      return breaks(request, response);
    };
    return withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        const { holes } = await syncTo(file, client);
        assert.ok(data.organizations.get('third'));
        assert.deepEqual(holes, []);
        await withSnapshot(file, (snapshot) => assertMembers(snapshot, data, hidden!));
      }),
    );
  });
});

function assertMembers(snapshot: Snapshot, data: TenantData, organizationId: string): void {
  const members = [...all.allMemberships(snapshot)].filter((one) => one.organizationId === organizationId);
  assert.ok(members.length > 0);
  assert.equal(members.length, [...data.members.membersOf(organizationId)].length);
}

/** Deletes an organization, and adds another one so that there are as many as before. */
function replace(data: TenantData, id: string, by: string): void {
  const organization = data.organizations.get(id);
  if (organization === undefined) return;
  deleteOrganization(data, id);
  data.organizations.insert({ ...organization, id: by });
}

function deleteOrganization(data: TenantData, id: string): void {
  for (const userId of data.members.membersOf(id)) data.members.delete(id, userId);
  data.organizations.delete(id);
}

/** Syncs a tenant in which something is deleted when a list below it is read, which fails. */
function syncFailing(data: TenantData, path: string, remove: () => void): Promise<void> {
  const fault: Fault = (request, response) => {
    if (request.path !== path) return undefined;
    remove();
    return answer(response, 500, { message: 'Broken.' });
  };
  return withTenant({ data, fault }, (_, client) =>
    withFolder(async (folder) => {
      const { holes, verified } = await syncTo(join(folder, 'a.snapshot'), client);
      assert.deepEqual(holes, []);
      assert.match(verified, /was deleted during the sync/);
      assert.doesNotMatch(verified, /asked for once more/);
    }),
  );
}
