import assert from 'node:assert/strict';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import { withMoment } from '../../support/moment.ts';
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
});
