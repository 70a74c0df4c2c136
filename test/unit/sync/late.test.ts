import assert from 'node:assert/strict';
import { join } from 'node:path';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import { withMoment } from '../../support/moment.ts';
import { syncTo, withFolder } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';
import { signUp } from '../../support/uneven.ts';

describe('A user who signs up and joins an organization while a sync reads the others', function () {
  for (const [more, roles] of [
    [0, 'the global roles'],
    [120, 'each of more than a page of global roles'],
  ] as const)
    it(`has ${roles} that every new user gets, though their holders were read before`, () => {
      // So many organizations that some are left when users and roles are read.
      const data = generateTenant({ seed: 3, users: 240, organizations: 400, tiedUsers: 0 });
      const everybody = data.roles.list().find(({ isDefault }) => isDefault)!;
      for (let i = 0; i < more; i++) data.roles.insert({ ...everybody, id: `role${i}`, name: `Role ${i}` });
      const user = { ...data.users.list()[0]!, id: 'newnewnewnew' };
      let areRolesRead = false;
      let organizationId: string | undefined;
      const isLateRead = (path: string, query: URLSearchParams): boolean => {
        areRolesRead ||= path === `/api/roles/${everybody.id}/users` && query.get('page_size') === '1';
        organizationId = /^\/api\/organizations\/([^/]+)\/users$/.exec(path)?.[1];
        return areRolesRead && organizationId !== undefined;
      };
      const join = (): void => {
        signUp(data, user);
        data.members.set(organizationId!, user.id, []);
      };
      return withMoment(data, isLateRead, join, (snapshot) => {
        const holds = [...all.allGlobalRoleUsers(snapshot)].filter(({ holderId }) => holderId === user.id);
        assert.deepEqual(
          holds.map(({ roleId }) => roleId).toSorted(),
          [...data.userRoles.of(user.id)].toSorted(),
        );
        assert.equal(holds.length, more + 1);
        assert.deepEqual(snapshot.info.holes, []);
      });
    });

  it('is named where their global roles cannot be read', async () => {
    const data = generateTenant({ seed: 3, users: 240, organizations: 400, tiedUsers: 0 });
    const user = { ...data.users.list()[0]!, id: 'newnewnewnew' };
    let isThere = false;
    const fault: Fault = ({ path }, response) => {
      if (path === `/api/users/${user.id}/roles`) return answer(response, 500, { message: 'Broken.' });
      const organizationId = /^\/api\/organizations\/([^/]+)\/users$/.exec(path)?.[1];
      // Not in the list of users: only the members of an organization name them.
      if (path === '/api/users' || organizationId === undefined || isThere) return undefined;
      isThere = true;
      signUp(data, user);
      data.members.set(organizationId, user.id, []);
      return undefined;
    };
    await withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        const { holes } = await syncTo(join(folder, 'a.snapshot'), client);
        const reason = 'The global roles of these users cannot be read: newnewnewnew';
        assert.deepEqual(holes, [{ in: 'roleUsers', reason }]);
      }),
    );
  });
});
