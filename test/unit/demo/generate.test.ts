import assert from 'node:assert/strict';
import fc from 'fast-check';
import { generateTenant } from '../../../src/demo/index.ts';
import type { TenantData, UserRow } from '../../../src/demo/index.ts';
import { dump } from './support/dump.ts';
import { assertIntegrity } from './support/integrity.ts';

const NOW = Date.UTC(2026, 10, 24);

const anyOptions = fc.record({
  seed: fc.string(),
  users: fc.integer({ min: 0, max: 120 }),
  organizations: fc.integer({ min: 0, max: 25 }),
  tiedUsers: fc.integer({ min: 0, max: 40 }),
  membershipsPerUser: fc.double({ min: 0, max: 6, noNaN: true }),
  now: fc.constant(NOW),
});

describe('A generated tenant, whatever its seed and size,', () => {
  const property =
    (holds: (data: TenantData, options: { users: number; organizations: number }) => void) => () => {
      fc.assert(
        fc.property(anyOptions, (options) => holds(generateTenant(options), options)),
        { numRuns: 40 },
      );
    };

  it('refers to nothing that does not exist', property(assertIntegrity));

  it(
    'has as many users and organizations as asked for',
    property((data, { users, organizations }) => {
      assert.equal(data.users.size, users);
      assert.equal(data.organizations.size, organizations);
    }),
  );

  it(
    'has ids of the length that Logto gives them',
    property((data) => {
      for (const { id } of [...data.users.list(), ...data.organizations.list()]) {
        assert.match(id, /^[0-9a-z]{12}$/);
      }
      for (const { id } of [...data.roles.list(), ...data.applications.list()]) {
        assert.match(id, /^[0-9a-z]{21}$/);
      }
    }),
  );

  it(
    'knows every user by something nobody else has: a user name, an e-mail address or a phone number',
    property((data) => {
      const identifiers = data.users
        .list()
        .map((user) => [user.username, user.primaryEmail, user.primaryPhone]);
      for (const some of identifiers) assert.ok(some.some((identifier) => identifier !== null));
      const all = identifiers.flat().filter((identifier) => identifier !== null);
      assert.equal(new Set(all).size, all.length);
    }),
  );

  it(
    'gives the default role to everyone',
    property((data) => {
      const role = data.roles.list().find(({ isDefault }) => isDefault)!;
      assert.equal(data.userRoles.holdersOf(role.id).size, data.users.size);
    }),
  );

  it(
    'has nothing happen later than its own present',
    property((data) => {
      for (const user of data.users.list()) {
        assert.ok(user.createdAt <= user.updatedAt && user.updatedAt <= NOW);
        assert.ok(user.lastSignInAt === null || user.lastSignInAt <= NOW);
      }
    }),
  );
});

describe('The same seed and time', () => {
  it('give the same tenant to the last field', () => {
    const options = { seed: 7, users: 60, organizations: 5, now: NOW };
    assert.deepEqual(dump(generateTenant(options)), dump(generateTenant(options)));
  });

  it('give the same roles and organizations when only the number of users differs', () => {
    const few = generateTenant({ seed: 7, users: 10, now: NOW });
    const many = generateTenant({ seed: 7, users: 100, now: NOW });
    assert.deepEqual(few.organizationRoles.list(), many.organizationRoles.list());
    assert.deepEqual(few.organizations.list(), many.organizations.list());
  });

  it('give other people than another seed', () => {
    const ids = (seed: number) =>
      generateTenant({ seed, users: 20, now: NOW })
        .users.list()
        .map(({ id }) => id);
    assert.equal(new Set([...ids(1), ...ids(2)]).size, 40);
  });
});

describe('The tenant of the demo', () => {
  const data = generateTenant({ now: NOW });
  const users = data.users.list();
  const memberships = [...data.members];
  const count = (suits: (user: UserRow) => boolean) => users.filter(suits).length;

  it('has 240 people in 12 organizations', () => {
    assert.deepEqual([users.length, data.organizations.size], [240, 12]);
  });

  it('has an import of 40 users at one moment, which lies across the first page of a hundred', () => {
    const newest = data.users.newestFirst();
    const imported = newest.filter((user) => user.createdAt === newest[99]?.createdAt);
    assert.equal(imported.length, 40);
    assert.equal(newest[99]?.createdAt, newest[100]?.createdAt);
  });

  it('has people without a name, without an e-mail address, and without any organization', () => {
    assert.ok(count(({ name }) => name === null) > 5);
    assert.ok(count(({ primaryEmail }) => primaryEmail === null) > 10);
    assert.ok(count(({ id }) => data.members.organizationsOf(id).length === 0) > 10);
  });

  it('has suspended people, some of whom still are members', () => {
    const suspended = users.filter(({ isSuspended }) => isSuspended);
    assert.ok(suspended.length >= 4);
    assert.ok(suspended.some(({ id }) => data.members.organizationsOf(id).length > 0));
  });

  for (const [script, letters] of [
    ['Latin letters with diacritics', /[À-ſ]/],
    ['Chinese or Japanese', /\p{Script=Han}/u],
    ['Korean', /\p{Script=Hangul}/u],
    ['Arabic', /\p{Script=Arabic}/u],
    ['Hebrew', /\p{Script=Hebrew}/u],
    ['Greek', /\p{Script=Greek}/u],
    ['Cyrillic', /\p{Script=Cyrillic}/u],
    ['emoji', /\p{Extended_Pictographic}/u],
    ['quotation marks', /["']/],
  ] as const) {
    it(`has names in ${script}`, () => {
      assert.ok(count(({ name }) => name !== null && letters.test(name)) > 0);
    });
  }

  it('has members with no role, with one and with several', () => {
    const numbers = new Set(memberships.map(({ roleIds }) => Math.min(2, roleIds.length)));
    assert.deepEqual([...numbers].sort(), [0, 1, 2]);
  });

  it('has an admin in every organization but the one where nobody is yet', () => {
    const admin = data.organizationRoles.list().find(({ name }) => name === 'admin')!.id;
    const run = new Set(
      memberships.filter(({ roleIds }) => roleIds.includes(admin)).map((one) => one.organizationId),
    );
    const empty = data.organizations.list().filter(({ id }) => data.members.sizeOf(id) === 0);
    assert.deepEqual([run.size, empty.length], [11, 1]);
  });

  it('has roles that everyone, some and nobody hold', () => {
    const holders = (name: string) => {
      return data.userRoles.holdersOf(data.roles.list().find((role) => role.name === name)!.id).size;
    };
    assert.equal(holders('Everyone'), 240);
    assert.ok(holders('Support agent') > 2 && holders('Refund approver') > 0);
    assert.equal(holders('Data steward'), 0);
  });

  it('has invitations in every state', () => {
    const states = new Set(data.invitations.list().map(({ status }) => status));
    assert.deepEqual([...states].sort(), ['Accepted', 'Expired', 'Pending', 'Revoked']);
  });

  it('has machines in organizations, with a role there and without', () => {
    const numbers = new Set([...data.machines].map(({ roleIds }) => roleIds.length));
    assert.deepEqual([...numbers].sort(), [0, 1]);
  });

  it('has just-in-time rules of all three kinds', () => {
    for (const rules of [data.jitEmailDomains, data.jitRoles, data.jitSsoConnectors]) {
      assert.ok([...rules].length > 0);
    }
  });
});
