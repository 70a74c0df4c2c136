import assert from 'node:assert/strict';
import fc from 'fast-check';
import { generateTenant, mutate } from '../../../src/demo/index.ts';
import type { TenantData, UserRow } from '../../../src/demo/index.ts';
import { dump } from './support/dump.ts';
import { assertIntegrity } from './support/integrity.ts';

const NOW = Date.UTC(2026, 10, 24);
const WEEK = 7 * 24 * 3600 * 1000;

function tenantAfter(weeks: number, seed: string | number = 'demo'): TenantData {
  const data = generateTenant({ seed, now: NOW });
  for (let week = 0; week < weeks; week++) mutate(data);
  return data;
}

describe('A week in a demo tenant', () => {
  const before = tenantAfter(0);
  const after = tenantAfter(1);
  const changed = (suits: (old: UserRow, now: UserRow) => boolean) =>
    before.users.list().filter((old) => {
      const now = after.users.get(old.id);
      return now !== undefined && suits(old, now);
    });
  const rolesOf = (data: TenantData) =>
    new Map([...data.members].map((one) => [`${one.organizationId} ${one.memberId}`, one.roleIds]));
  const [oldRoles, newRoles] = [rolesOf(before), rolesOf(after)];
  const stayed = [...newRoles].flatMap(([key, now]) => {
    const old = oldRoles.get(key);
    return old === undefined ? [] : [{ old, now }];
  });

  it('lets a few users join, each with the role that everyone has', () => {
    const joined = after.users.list().filter(({ id }) => !before.users.has(id));
    const everyone = after.roles.list().find(({ isDefault }) => isDefault)!.id;
    assert.ok(joined.length >= 3 && joined.length <= 10);
    assert.ok(joined.every(({ id }) => after.userRoles.has(id, everyone)));
    assert.ok(joined.some(({ id }) => after.members.organizationsOf(id).length > 0));
  });

  it('lets a few users leave', () => {
    const left = before.users.list().filter(({ id }) => !after.users.has(id));
    assert.ok(left.length >= 1 && left.length <= 3);
  });

  it('suspends one user and restores another', () => {
    assert.equal(changed((old, now) => !old.isSuspended && now.isSuspended).length, 1);
    assert.equal(changed((old, now) => old.isSuspended && !now.isSuspended).length, 1);
  });

  it('gives one user another name and one another e-mail address', () => {
    assert.equal(changed((old, now) => old.name !== now.name).length, 1);
    assert.equal(changed((old, now) => old.primaryEmail !== now.primaryEmail).length, 1);
  });

  it('makes one member an admin, gives one another role and takes one from a third', () => {
    const admin = after.organizationRoles.list().find(({ name }) => name === 'admin')!.id;
    const promoted = stayed.filter(({ old, now }) => !old.includes(admin) && now.includes(admin));
    assert.equal(promoted.length, 1);
    assert.equal(stayed.filter(({ old, now }) => now.length > old.length).length, 2);
    assert.equal(stayed.filter(({ old, now }) => now.length < old.length).length, 1);
  });

  it('grants one global role that is not for everyone', () => {
    const grants = [...after.userRoles].filter(([userId, roleId]) => {
      return before.users.has(userId) && !before.userRoles.has(userId, roleId);
    });
    assert.equal(grants.length, 1);
  });

  it('renames one organization and founds another, which has members', () => {
    const organizations = after.organizations.list();
    const renamed = organizations.filter(({ id, name }) => before.organizations.get(id)?.name !== name);
    const founded = renamed.filter(({ id }) => !before.organizations.has(id));
    assert.deepEqual([renamed.length, founded.length], [2, 1]);
    assert.ok(after.members.sizeOf(founded[0]!.id) >= 2);
  });

  it('gives one organization role one permission more', () => {
    const permissions = (data: TenantData) =>
      [...data.organizationRoleScopes, ...data.organizationRoleResourceScopes].length;
    assert.equal(permissions(after) - permissions(before), 1);
  });

  it('has one invitation accepted, by somebody who now is a member with the promised roles', () => {
    const isNew = (id: string) => before.invitations.get(id)?.status === 'Pending';
    const accepted = after.invitations.list().filter(({ id, status }) => status === 'Accepted' && isNew(id));
    assert.equal(accepted.length, 1);
    const { id, organizationId, acceptedUserId, invitee } = accepted[0]!;
    const roleIds = after.members.rolesOf(organizationId, acceptedUserId!);
    assert.deepEqual(roleIds, [...after.invitationRoles.of(id)]);
    assert.equal(after.users.get(acceptedUserId!)?.primaryEmail, invitee);
  });

  it('ends seven days after the last one, and all it changed happened in it', () => {
    assert.equal(after.now, NOW + WEEK);
    const touched = after.users
      .list()
      .filter(({ id, updatedAt }) => before.users.get(id)?.updatedAt !== updatedAt);
    assert.ok(touched.every(({ updatedAt }) => updatedAt >= NOW && updatedAt <= NOW + WEEK));
  });

  it('leaves nearly everything as it was', () => {
    const same = before.users
      .list()
      .filter((user) => after.users.get(user.id) === user || isSame(user, after));
    assert.ok(same.length > 225);
  });
});

function isSame(user: UserRow, { users }: TenantData): boolean {
  return JSON.stringify(users.get(user.id)) === JSON.stringify(user);
}

describe('Several weeks in a demo tenant', () => {
  it('each see somebody join, leave, be suspended, restored and renamed, whatever the seed', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const [before, after] = [tenantAfter(0, seed), tenantAfter(1, seed)];
        const pairs = before.users.list().map((old) => ({ old, now: after.users.get(old.id) }));
        const count = (suits: (old: UserRow, now: UserRow) => boolean) => {
          return pairs.filter(({ old, now }) => now !== undefined && suits(old, now)).length;
        };
        assert.ok(pairs.some(({ now }) => now === undefined));
        assert.ok(after.users.list().some(({ id }) => !before.users.has(id)));
        assert.equal(
          count((old, now) => !old.isSuspended && now.isSuspended),
          1,
        );
        assert.equal(
          count((old, now) => old.isSuspended && !now.isSuspended),
          1,
        );
        assert.equal(
          count((old, now) => old.name !== now.name),
          1,
        );
      }),
      { numRuns: 20, seed: 24 },
    );
  });

  it('are the same weeks for the same tenant', () => {
    assert.deepEqual(dump(tenantAfter(3)), dump(tenantAfter(3)));
  });

  it('are other weeks for another seed', () => {
    const [one, other] = [tenantAfter(0), tenantAfter(0)];
    mutate(one, { seed: 'one' });
    mutate(other, { seed: 'other' });
    assert.notDeepEqual(dump(one), dump(other));
  });

  it('each change something', () => {
    const data = tenantAfter(0);
    const dumps = Array.from({ length: 4 }, () => {
      mutate(data);
      return JSON.stringify(dump(data));
    });
    assert.equal(new Set(dumps).size, 4);
  });

  it('end when they are told to', () => {
    const data = tenantAfter(0);
    mutate(data, { now: NOW + 1000 });
    assert.equal(data.now, NOW + 1000);
  });

  it('leave nothing that refers to what is gone, in a tenant of any size', () => {
    const sizes = fc.record({
      seed: fc.string(),
      users: fc.integer({ min: 0, max: 60 }),
      organizations: fc.integer({ min: 0, max: 6 }),
      weeks: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(sizes, ({ weeks, ...options }) => {
        const data = generateTenant({ ...options, now: NOW });
        for (let week = 0; week < weeks; week++) mutate(data);
        assertIntegrity(data);
        assert.equal(data.weeks, weeks);
      }),
      { numRuns: 40 },
    );
  });
});
