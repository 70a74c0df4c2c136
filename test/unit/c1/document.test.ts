import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { RUN1 } from './support/acme.ts';
import { anyTenant } from './support/arbitraries.ts';
import { exported, objectsIn, readFixture, type Document } from './support/document.ts';
import { member, organization, role, user, type Tenant } from './support/tenant.ts';

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(
  JSON.parse(readFixture('c1-snapshot-v1.schema.json')) as object,
);

function assertValid(document: Document): void {
  assert.ok(validate(document), JSON.stringify(validate.errors, null, 2));
}

/** Holds `look` against the documents of many tenants. */
async function always(look: (document: Document, tenant: Tenant) => void): Promise<void> {
  const property = fc.asyncProperty(anyTenant, async (tenant) => {
    look((await exported(tenant)).document, tenant);
  });
  await fc.assert(property, { numRuns: 30 });
}

function assertSorted(ids: readonly string[]): void {
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  );
}

describe('A C1 snapshot JSON', function () {
  it('is valid for the example tenant', async () => {
    assertValid((await exported(RUN1.tenant)).document);
  });

  it('is valid for an empty tenant', async () => {
    assertValid((await exported({ users: [], organizations: [], roles: [], members: [] })).document);
  });

  it('is valid for an incomplete snapshot, and says what that lacks', async () => {
    const holes = [{ in: 'members', of: 'o1', rows: 2, reason: 'Logto \ud800 failed.' }] as const;
    const { document, missing } = await exported(RUN1.tenant, { ...RUN1.sync, holes });
    assertValid(document);
    assert.deepEqual(document.snapshot.missing, [
      '2 members of the organization o1 are missing: Logto \ufffd failed',
    ]);
    assert.equal(missing.length, 1);
  });

  it('says nothing of missing rows where there are none', async () => {
    const { document, missing } = await exported(RUN1.tenant);
    assert.ok(!('missing' in document.snapshot));
    assert.deepEqual(missing, []);
  });

  it('is valid for any tenant, with any text in it', () => always(assertValid));

  it('has only well-formed texts', () =>
    always((document) => {
      assert.ok(JSON.stringify(document).isWellFormed());
      assert.doesNotMatch(JSON.stringify(document), /\\ud[89a-f]/i);
    }));

  it('has names and descriptions as short as C1 takes them, in bytes, and no empty name', () =>
    always((document) => {
      for (const object of objectsIn(document)) {
        for (const key of ['displayName', 'display_name', 'slug', 'login']) {
          const bytes = Buffer.byteLength((object[key] ?? 'none') as string);
          assert.ok(bytes >= 1 && bytes <= 1024, `${key} of ${bytes} bytes`);
        }
        assert.ok(Buffer.byteLength((object.description ?? '') as string) <= 2048);
      }
    }));

  it('names in its grants only users and entitlements that it has', () =>
    always(({ users, entitlements, grants }) => {
      const userNames = new Set(users.map(({ name }) => name));
      const ids = new Set(entitlements.map((one) => `${one.resource_name}:${one.entitlement}`));
      for (const { principal, entitlement_id, id } of grants) {
        assert.ok(userNames.has(principal) && ids.has(entitlement_id));
        assert.equal(id, `organization:${entitlement_id}:user:${principal}`);
      }
    }));

  it('has every row of the tenant, once', () =>
    always(({ users, resources, entitlements, grants }, tenant) => {
      const forPeople = tenant.roles.filter(({ type }) => type === 'User').length;
      assert.equal(users.length, tenant.users.length);
      assert.equal(resources.length, tenant.organizations.length);
      assert.equal(entitlements.length, tenant.organizations.length * (1 + forPeople));
      assert.equal(
        grants.length,
        tenant.members.reduce((sum, { roleIds }) => sum + 1 + roleIds.length, 0),
      );
      assert.equal(new Set(grants.map(({ id }) => id)).size, grants.length);
    }));

  it('says in its heading how many rows it has', () =>
    always(({ snapshot, resource_types, users, resources, entitlements, grants }) => {
      assert.deepEqual(snapshot.stats, {
        resourceTypes: String(resource_types.length),
        resources: String(users.length + resources.length),
        entitlements: String(entitlements.length),
        grants: String(grants.length),
      });
    }));

  it('is sorted by id, an organization’s membership before its roles', () =>
    always(({ users, resources, entitlements, grants }) => {
      assertSorted(users.map(({ name }) => name));
      assertSorted(resources.map(({ name }) => name));
      assertSorted(grants.map(({ id }) => id));
      const rank = (name: string): string => (name === 'member' ? '' : name);
      // joined by what sorts before every character, so that a shorter id comes first
      assertSorted(entitlements.map((one) => `${one.resource_name}\0${rank(one.entitlement)}`));
    }));

  it('has sorted keys in every profile', () =>
    always((document) => {
      for (const { profile } of objectsIn(document)) assertSorted(Object.keys(profile ?? {}));
    }));

  it('says first what each annotation is', () =>
    always((document) => {
      const annotations = [...objectsIn(document)].filter((object) => '@type' in object);
      for (const object of annotations) assert.equal(Object.keys(object)[0], '@type');
      assert.ok(annotations.length >= document.users.length * 2);
    }));

  it('is the same bytes for the same tenant, in whatever order its rows came', () =>
    fc.assert(
      fc.asyncProperty(anyTenant, async (tenant) => {
        const turned = Object.fromEntries(
          Object.entries(tenant).map(([key, rows]) => [key, (rows as unknown[]).toReversed()]),
        );
        const [one, other] = [await exported(tenant), await exported(turned as unknown as Tenant)];
        assert.equal(other.text, one.text);
      }),
      { numRuns: 10 },
    ));

  it('has an entitlement for each role for people in each organization, held by somebody or not', async () => {
    const tenant = {
      users: [user({ id: 'ada' })],
      organizations: [organization({ id: 'north' }), organization({ id: 'south' })],
      roles: [role({ id: 'admin' }), role({ id: 'robot', type: 'MachineToMachine' }), role({ id: 'viewer' })],
      members: [member('south', 'ada', 'viewer')],
    } as const;
    const { document } = await exported(tenant);
    const ids = document.entitlements.map(({ c1 }) => c1.id);
    assert.deepEqual(ids, [
      'organization:north:member',
      'organization:north:admin',
      'organization:north:viewer',
      'organization:south:member',
      'organization:south:admin',
      'organization:south:viewer',
    ]);
    assert.deepEqual(
      document.grants.map(({ entitlement_id }) => entitlement_id),
      ['south:member', 'south:viewer'],
    );
  });

  it('has a line for each row', async () => {
    const { text } = await exported(RUN1.tenant);
    const grants = text.split('\n').filter((line) => line.startsWith('{"principal":'));
    assert.equal(grants.length, 5);
  });

  it('has no key that is named like a secret', () =>
    always((document) => {
      const keys = new Set([...objectsIn(document)].flatMap((object) => Object.keys(object)));
      keys.delete('has_password'); // says whether there is one, not which
      assert.deepEqual(
        [...keys].filter((key) => /secret|password|token|credential|customdata|avatar/i.test(key)),
        [],
      );
    }));
});
