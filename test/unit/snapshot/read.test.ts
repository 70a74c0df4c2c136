import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoTenant, type DemoTenant } from '../../../src/demo/start.ts';
import { LogtoClient } from '../../../src/logto/client.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import * as applications from '../../../src/snapshot/read/applications.ts';
import { grantsOfPeople } from '../../../src/snapshot/read/grants.ts';
import * as organizations from '../../../src/snapshot/read/organizations.ts';
import * as roles from '../../../src/snapshot/read/roles.ts';
import * as users from '../../../src/snapshot/read/users.ts';
import { userLabel, type User } from '../../../src/snapshot/model.ts';
import { peopleIds, type Among } from '../../../src/snapshot/read/people.ts';
import { nameOf } from '../../../src/snapshot/read/names.ts';
import { Snapshot, type Page } from '../../../src/snapshot/snapshot.ts';
import { sortKey } from '../../../src/snapshot/sortKey.ts';
import { syncTo } from '../../support/snapshots.ts';

const EVERYTHING: Page = { limit: 10_000 };

const idsOf = (rows: Iterable<{ readonly id: string }>): string[] => [...rows].map(({ id }) => id);
const sorted = (rows: Iterable<string>): string[] => [...rows].sort();
const byNameNoCase = (a: string, b: string): number => {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left === right ? 0 : left < right ? -1 : 1;
};

/** Reads a list window by window; the windows together have to be the list read at once. */
function assertWindows(read: (page: Page) => readonly unknown[], limit: number): void {
  const windows: unknown[] = [];
  for (let offset = 0; ; offset += limit) {
    const window = read({ limit, offset });
    assert.ok(window.length <= limit);
    if (window.length === 0) break;
    windows.push(...window);
  }
  assert.deepEqual(windows, read(EVERYTHING));
}

describe('What a snapshot tells of a synced tenant', function () {
  let folder: string;
  let tenant: DemoTenant;
  let snapshot: Snapshot;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
    tenant = await startDemoTenant({ seed: 7, users: 240, organizations: 12 });
    const client = new LogtoClient(tenant, tenant.clientSecret);
    await syncTo(join(folder, 'a.snapshot'), client);
    client.close();
    snapshot = Snapshot.open(join(folder, 'a.snapshot'));
  });

  after(async () => {
    snapshot.close();
    await tenant.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const holdersOf = (among: Among): string[] => peopleIds(snapshot, { among, order: 'name', conditions: [] });

  it('has every user, by what they are called', () => {
    const listed = users.listUsers(snapshot, EVERYTHING);
    assert.deepEqual(sorted(idsOf(listed)), sorted(idsOf(tenant.data.users.list())));
    const keys = listed.map((user) => Buffer.from(sortKey(userLabel(user))));
    assert.ok(keys.every((key, i) => i === 0 || Buffer.compare(keys[i - 1]!, key) <= 0));
  });

  it('reads lists in windows that neither overlap nor leave a gap', () => {
    assertWindows((page) => users.listUsers(snapshot, page), 7);
    assertWindows((page) => organizations.listOrganizations(snapshot, page), 5);
    for (const { id } of tenant.data.organizations.list())
      assertWindows((page) => organizations.listMembers(snapshot, id, page), 4);
    for (const { id } of tenant.data.organizationRoles.list())
      assertWindows((page) => roles.holdersByOrganization(snapshot, { id, type: 'User' }, page), 2);
  });

  it('has the members of each organization with the names of their roles there, sorted', () => {
    const { data } = tenant;
    for (const { id } of data.organizations.list()) {
      const members = organizations.listMembers(snapshot, id, EVERYTHING);
      assert.deepEqual(sorted(members.map(({ user }) => user.id)), sorted(data.members.membersOf(id)));
      for (const { user, roleNames } of members) {
        const names = data.members
          .rolesOf(id, user.id)!
          .map((role) => data.organizationRoles.get(role)!.name);
        assert.deepEqual(roleNames, names.sort(byNameNoCase));
        const held = organizations.rolesOfMember(snapshot, id, user.id).map(({ name }) => name);
        assert.deepEqual(held, roleNames);
      }
    }
  });

  it('counts the members of an organization', () => {
    for (const row of organizations.listOrganizations(snapshot, EVERYTHING)) {
      assert.equal(row.memberCount, tenant.data.members.sizeOf(row.id));
      assert.deepEqual(organizations.findOrganization(snapshot, row.id), row);
    }
    assert.equal(organizations.findOrganization(snapshot, 'nowhere'), undefined);
  });

  it('has the holders of each role in each organization, as many as it counts', () => {
    const { data } = tenant;
    for (const { id } of data.organizations.list())
      for (const role of organizations.rolesInOrganization(snapshot, id)) {
        const holders = holdersOf({ of: 'organizationRole', organizationId: id, roleId: role.id });
        const expected = data.members
          .membersOf(id)
          .filter((user) => data.members.rolesOf(id, user)!.includes(role.id));
        assert.deepEqual(sorted(holders), sorted(expected));
        assert.equal(role.holderCount, expected.length);
      }
  });

  it('offers people in an organization only the roles that are for people', () => {
    const [first] = tenant.data.organizations.list();
    const offered = organizations.rolesInOrganization(snapshot, first!.id);
    const forPeople = tenant.data.organizationRoles.list().filter(({ type }) => type === 'User');
    assert.deepEqual(sorted(idsOf(offered)), sorted(idsOf(forPeople)));
    assert.ok(forPeople.length < tenant.data.organizationRoles.size);
  });

  it('adds up the holders of an organization role over all organizations', () => {
    for (const role of roles.listOrganizationRoles(snapshot)) {
      const all = [...tenant.data.members, ...tenant.data.machines];
      const holding = all.filter(({ roleIds }) => roleIds.includes(role.id));
      assert.equal(role.holderCount, holding.length);
      const places = roles.holdersByOrganization(snapshot, role, EVERYTHING);
      assert.equal(places.length, roles.countOrganizationsWithHolders(snapshot, role));
      assert.deepEqual(
        sorted(idsOf(places.map(({ organization }) => organization))),
        sorted(new Set(holding.map(({ organizationId }) => organizationId))),
      );
      assert.equal(
        places.reduce((sum, { holderCount }) => sum + holderCount, 0),
        holding.length,
      );
      assert.equal(roles.scopesOfOrganizationRole(snapshot, role.id).length, role.scopeCount);
    }
  });

  it('has the holders of each global role, and counts them', () => {
    const { data } = tenant;
    for (const role of roles.listGlobalRoles(snapshot)) {
      const held = sorted(holdersOf({ of: 'globalRole', roleId: role.id }));
      assert.deepEqual(held, sorted(data.userRoles.holdersOf(role.id)));
      assert.equal(role.userCount, held.length);
      const machines = idsOf(roles.applicationsOfGlobalRole(snapshot, role.id));
      assert.deepEqual(sorted(machines), sorted(data.applicationRoles.holdersOf(role.id)));
      assert.equal(role.applicationCount, machines.length);
      const scopes = idsOf(roles.scopesOfGlobalRole(snapshot, role.id));
      assert.deepEqual(sorted(scopes), sorted(data.roleScopes.of(role.id)));
    }
  });

  it('tells of a user what the organizations tell of their members', () => {
    const { data } = tenant;
    for (const { id } of data.users.list()) {
      const held = users.membershipsOfUser(snapshot, id);
      assert.deepEqual(
        sorted(held.map(({ organization }) => organization.id)),
        data.members.organizationsOf(id),
      );
      for (const { organization, roleNames } of held) {
        const there = organizations.rolesOfMember(snapshot, organization.id, id).map(({ name }) => name);
        assert.deepEqual(roleNames, there);
      }
      assert.deepEqual(sorted(idsOf(users.globalRolesOfUser(snapshot, id))), sorted(data.userRoles.of(id)));
    }
  });

  it('finds a user by id, and none that is not there', () => {
    const [{ id, primaryEmail } = assert.fail()] = tenant.data.users.list();
    assert.equal(users.findUser(snapshot, id)?.email, primaryEmail);
    assert.equal(users.findUser(snapshot, 'nobody'), undefined);
  });

  it('tells of an application where it belongs and what it holds, from both sides', () => {
    const { data } = tenant;
    assert.deepEqual(
      sorted(idsOf(applications.listApplications(snapshot))),
      sorted(idsOf(data.applications.list())),
    );
    assert.ok(data.machines.size > 0);
    for (const { organizationId, memberId, roleIds } of data.machines) {
      const names = sorted(roleIds.map((role) => data.organizationRoles.get(role)!.name));
      const places = applications.organizationsOfApplication(snapshot, memberId);
      assert.deepEqual(
        places.find(({ organization }) => organization.id === organizationId)?.roleNames,
        names,
      );
      const machines = organizations.applicationsInOrganization(snapshot, organizationId);
      assert.deepEqual(machines.find(({ application }) => application.id === memberId)?.roleNames, names);
    }
    for (const { id } of data.applications.list())
      assert.deepEqual(
        sorted(idsOf(applications.globalRolesOfApplication(snapshot, id))),
        sorted(data.applicationRoles.of(id)),
      );
  });

  it('has the invitations of each organization, newest first, with the roles they promise', () => {
    const { data } = tenant;
    let seen = 0;
    for (const { id } of data.organizations.list()) {
      const found = organizations.invitationsOf(snapshot, id);
      seen += found.length;
      assert.ok(found.every(({ createdAt }, i) => i === 0 || found[i - 1]!.createdAt >= createdAt));
      for (const one of found) {
        const row = data.invitations.get(one.id)!;
        assert.deepEqual(
          [one.invitee, one.status, one.expiresAt, one.organizationId],
          [row.invitee, row.status, row.expiresAt, id],
        );
        const promised = [...data.invitationRoles.of(one.id)];
        assert.deepEqual(sorted(one.roleIds), sorted(promised));
        assert.deepEqual(
          one.roleNames,
          sorted(promised.map((role) => data.organizationRoles.get(role)!.name)),
        );
      }
    }
    assert.equal(seen, data.invitations.size);
  });

  it('calls things by their names, and has none for what is not there', () => {
    for (const [kind, table] of [
      ['organizationRole', tenant.data.organizationRoles],
      ['globalRole', tenant.data.roles],
      ['application', tenant.data.applications],
    ] as const) {
      for (const { id, name } of table.list()) assert.equal(nameOf(snapshot, kind, id), name);
      assert.equal(nameOf(snapshot, kind, 'nothing'), undefined);
    }
  });

  it('walks whole collections by id, two at a time without disturbing one another', () => {
    const [left, right] = [all.allUsers(snapshot), all.allUsers(snapshot)];
    const idOf = (next: IteratorResult<User, unknown>): string => (next.done === true ? '' : next.value.id);
    const pairs = tenant.data.users.list().map(() => [idOf(left.next()), idOf(right.next())] as const);
    assert.ok(pairs.every(([a, b]) => a === b));
    const ids = pairs.map(([id]) => id);
    assert.deepEqual(ids, sorted(idsOf(tenant.data.users.list())));
    assert.equal(left.next().done, true);
  });

  it('has a grant for every membership and every role held, by the id of the grant', () => {
    const grants = [...grantsOfPeople(snapshot)].flatMap(({ organizationId, roleId, holderIds }) =>
      holderIds.map((id) => `${organizationId}:${roleId ?? 'member'}:user:${id}`),
    );
    const expected = [...tenant.data.members].flatMap(({ organizationId, memberId, roleIds }) =>
      ['member', ...roleIds].map((what) => `${organizationId}:${what}:user:${memberId}`),
    );
    assert.deepEqual(grants, sorted(expected));
  });
});
