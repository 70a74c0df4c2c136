import assert from 'node:assert/strict';
import {
  create,
  createRegistry,
  equals,
  fromBinary,
  fromJson,
  toBinary,
  toJson,
  type DescMessage,
  type JsonObject,
  type MessageShape,
} from '@bufbuild/protobuf';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { entitlement, grant } from '../../../src/c1/accessMessages.ts';
import { organizationEntitlement, USER_TYPE } from '../../../src/c1/ids.ts';
import * as c1 from '../../../src/c1/gen/connector_pb.js';
import { organizationResource } from '../../../src/c1/organizationMessages.ts';
import { RESOURCE_TYPES } from '../../../src/c1/resourceTypes.ts';
import { userJson } from '../../../src/c1/userJson.ts';
import { userResource, userTrait } from '../../../src/c1/userMessages.ts';
import { RUN1 } from './support/acme.ts';
import { anyTenant, anyUser } from './support/arbitraries.ts';
import { objectsIn, readFixture } from './support/document.ts';
import { member, organization, role, user, type Tenant } from './support/tenant.ts';

const registry = createRegistry(c1.file_connector);

/** Binary and JSON must both give back the message, the JSON form opening what is inside an Any. */
function assertRoundTrip<S extends DescMessage>(schema: S, message: MessageShape<S>): void {
  const bytes = toBinary(schema, message);
  assert.ok(equals(schema, fromBinary(schema, bytes), message), `${schema.typeName} in binary`);
  const json = toJson(schema, message, { registry });
  assert.deepEqual(
    toBinary(schema, fromJson(schema, json, { registry })),
    bytes,
    `${schema.typeName} in JSON`,
  );
}

function grantTo(userId: string, organizationId: string, roleId: string | null): c1.Grant {
  const principal = { resourceType: USER_TYPE, resource: userId };
  return grant({ entitlement: organizationEntitlement(organizationId, roleId), principal });
}

function grantsOf(tenant: Tenant): c1.Grant[] {
  return tenant.members.flatMap(({ organizationId, userId, roleIds }) =>
    [null, ...roleIds].map((roleId) => grantTo(userId, organizationId, roleId)),
  );
}

function assertAllRoundTrip(tenant: Tenant): void {
  for (const type of RESOURCE_TYPES) assertRoundTrip(c1.ResourceTypeSchema, type);
  for (const one of tenant.users) {
    assertRoundTrip(c1.ResourceSchema, userResource(one));
    assertRoundTrip(c1.UserTraitSchema, userTrait(one));
  }
  for (const one of tenant.organizations) {
    assertRoundTrip(c1.ResourceSchema, organizationResource(one, {}));
    for (const what of [null, ...tenant.roles]) assertRoundTrip(c1.EntitlementSchema, entitlement(one, what));
  }
  for (const one of grantsOf(tenant)) assertRoundTrip(c1.GrantSchema, one);
}

type Stored = Record<'resource_types' | 'resources' | 'entitlements' | 'grants', Record<string, string>>;

/** Messages out of a store that C1's own tools have read. */
const stored = JSON.parse(readFixture('acme.run1.messages.json')) as Stored;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

describe('C1 messages', function () {
  it('come back from binary and from JSON as they were', () => {
    fc.assert(fc.property(anyTenant, assertAllRoundTrip), { numRuns: 30 });
  });

  it('of resource types are the bytes that C1 has read', () => {
    const types = RESOURCE_TYPES.map((type) => [type.id, base64(toBinary(c1.ResourceTypeSchema, type))]);
    assert.deepEqual(Object.fromEntries(types), stored.resource_types);
  });

  it('of grants are the bytes that C1 has read', () => {
    const grants = grantsOf(RUN1.tenant).map((one) => [one.id, base64(toBinary(c1.GrantSchema, one))]);
    assert.deepEqual(Object.fromEntries(grants), stored.grants);
  });

  it('of organizations are the bytes that C1 has read', () => {
    for (const one of RUN1.tenant.organizations) {
      const bytes = toBinary(c1.ResourceSchema, organizationResource(one, {}));
      assert.equal(base64(bytes), stored.resources[`organization:${one.id}`]);
    }
  });

  it('of users and entitlements that C1 has read have no field without a name here', () => {
    const traits = Object.entries(stored.resources).flatMap(([id, data]) => {
      const resource = fromBinary(c1.ResourceSchema, Buffer.from(data, 'base64'));
      assert.equal(resource.$unknown, undefined);
      return id.startsWith('user:') ? [anyUnpack(resource.annotations[0]!, c1.UserTraitSchema)!] : [];
    });
    assert.equal(traits.length, 3);
    for (const trait of traits) assert.equal(trait.$unknown, undefined);
    for (const data of Object.values(stored.entitlements)) {
      const one = fromBinary(c1.EntitlementSchema, Buffer.from(data, 'base64'));
      assert.equal(one.$unknown, undefined);
      assert.equal(one.purpose, c1.Entitlement_PurposeValue.ASSIGNMENT);
    }
  });

  it('sort the keys of a profile inside an Any as well', () => {
    const resource = userResource(
      user({ id: 'ada', username: 'ada', applicationId: 'web', hasPassword: true }),
    );
    const json = toJson(c1.ResourceSchema, resource, { registry });
    const profiles = [...objectsIn(json)].filter(({ profile }) => profile !== undefined);
    assert.equal(profiles.length, 2);
    for (const { profile } of profiles) {
      assert.deepEqual(Object.keys(profile as object), [
        'application_id',
        'has_password',
        'user_id',
        'username',
      ]);
    }
  });
});

describe('A user as a C1 message', () => {
  it('is written as protojson as protobuf-es would write it, whatever is known of the user', () => {
    fc.assert(
      fc.property(anyUser, (one) => {
        const { annotations = [], ...rest } = toJson(c1.ResourceSchema, userResource(one), {
          registry,
        }) as JsonObject;
        const opened = (annotations as JsonObject[]).map(({ '@type': type, ...facts }) => ({
          '@type': type,
          ...facts,
        }));
        const { id, displayName, ...others } = rest;
        assert.equal(
          JSON.stringify(userJson(one)),
          JSON.stringify({ id, displayName, annotations: opened, ...others }),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is called by the first of name, username, e-mail, phone and id that says something', () => {
    const called = (facts: object): string => userResource(user({ id: 'u1', ...facts })).displayName;
    assert.equal(called({ name: 'Ada', username: 'ada' }), 'Ada');
    assert.equal(called({ name: ' ', username: 'ada', email: 'a@b.test' }), 'ada');
    assert.equal(called({ email: 'a@b.test', phone: '1' }), 'a@b.test');
    assert.equal(called({ phone: '46701234567' }), '46701234567');
    assert.equal(called({ name: '\t', phone: '' }), 'u1');
  });

  it('signs in with the first of username, e-mail, phone and id; the others are aliases', () => {
    const logins = (facts: object): string[] => {
      const { login, loginAliases } = userTrait(user({ id: 'u1', ...facts }));
      return [login, ...loginAliases];
    };
    assert.deepEqual(logins({ username: 'ada', email: 'a@b.test', phone: '1' }), ['ada', 'a@b.test', '1']);
    assert.deepEqual(logins({ username: '', email: 'a@b.test' }), ['a@b.test']);
    assert.deepEqual(logins({ username: 'a@b.test', email: 'a@b.test' }), ['a@b.test']);
    assert.deepEqual(logins({ name: 'Ada' }), ['u1']);
  });

  it('has its login and no aliases where it is suspended, since it signs in with none', () => {
    const suspended = user({ id: 'u1', username: 'ada', email: 'a@b.test', phone: '1', suspended: true });
    const { login, loginAliases } = userTrait(suspended);
    assert.deepEqual([login, ...loginAliases], ['ada']);
  });

  it('has no e-mail where Logto’s does not have the form of one', () => {
    const trait = userTrait(user({ id: 'u1', email: 'ada at acme' }));
    assert.deepEqual(trait.emails, []);
    assert.equal(trait.login, 'ada at acme');
  });

  it('has linked accounts by name, sorted, and only where there are some', () => {
    const profile = (connectors: string[]): unknown =>
      userResource(user({ id: 'u1', connectors })).profile?.social_connectors;
    assert.deepEqual(profile(['google', 'github']), ['github', 'google']);
    assert.equal(profile([]), undefined);
  });

  it('has a phone, and whether there is a password, where Logto says so', () => {
    const { profile } = userResource(user({ id: 'u1', phone: '46701234567', hasPassword: false }));
    assert.deepEqual(profile, { has_password: false, primary_phone: '46701234567', user_id: 'u1' });
  });

  it('has a structured name where any part of it is known', () => {
    const trait = userTrait(user({ id: 'u1', middleName: 'King' }));
    const expected = create(c1.UserTrait_StructuredNameSchema, { middleNames: ['King'] });
    assert.deepEqual(trait.structuredName, expected);
    assert.equal(userTrait(user({ id: 'u1', givenName: ' ' })).structuredName, undefined);
  });

  it('is disabled where it is suspended, for old readers as well', () => {
    const suspended = user({ id: 'u1', suspended: true });
    const { status } = userResource(suspended);
    assert.equal(status?.status, c1.Status_ResourceStatus.DISABLED);
    assert.equal(status.details, 'suspended');
    assert.equal(userTrait(suspended).status?.status, c1.UserTrait_Status_Status.DISABLED);
  });

  it('says whether somebody has MFA and SSO where that is known', () => {
    const { mfaStatus, ssoStatus } = userTrait(
      user({ id: 'u1', mfaFactors: ['Totp'], ssoIdentities: ['https://acme.okta.example'] }),
    );
    assert.deepEqual([mfaStatus?.mfaEnabled, ssoStatus?.ssoEnabled], [true, true]);
    const none = userTrait(user({ id: 'u1', mfaFactors: [], ssoIdentities: [] }));
    assert.deepEqual([none.mfaStatus?.mfaEnabled, none.ssoStatus?.ssoEnabled], [false, false]);
  });

  it('does not say that somebody has no MFA and no SSO where nobody asked', () => {
    const trait = userTrait(user({ id: 'u1' }));
    assert.deepEqual([trait.mfaStatus, trait.ssoStatus], [undefined, undefined]);
    const json = toJson(c1.UserTraitSchema, trait, { registry });
    assert.deepEqual(
      [...objectsIn(json)].flatMap(Object.keys).filter((key) => /mfa|sso/i.test(key)),
      [],
    );
  });
});

describe('An entitlement as a C1 message', () => {
  const acme = organization({ id: 'org1', name: 'Acme' });

  it('is named by the role’s id, and called by its name', () => {
    const { id, slug, displayName } = entitlement(acme, role({ id: 'r1', name: 'Admin' }));
    assert.deepEqual([id, slug, displayName], ['organization:org1:r1', 'Admin', 'Acme Admin']);
  });

  it('has the role’s description, or a sentence where there is none', () => {
    const of = (description: string | null): string =>
      entitlement(acme, role({ id: 'r1', name: 'admin', description })).description;
    assert.equal(of('May do everything.'), 'May do everything.');
    assert.equal(of(' '), 'Organization role admin in Acme');
    assert.equal(of(null), 'Organization role admin in Acme');
  });

  it('has the ids in place of names that say nothing', () => {
    const { slug, displayName } = entitlement(
      organization({ id: 'org1', name: '' }),
      role({ id: 'r1', name: ' ' }),
    );
    assert.deepEqual([slug, displayName], ['r1', 'org1 r1']);
  });

  it('is granted to users', () => {
    assert.deepEqual(
      entitlement(acme, null).grantableTo.map(({ id }) => id),
      ['user'],
    );
  });

  it('gives grants ids that repeat its own', () => {
    const { organizationId, userId } = member('org1', 'u1');
    const ids = [null, 'r1'].map((roleId) => grantTo(userId, organizationId, roleId).id);
    assert.deepEqual(ids, ['organization:org1:member:user:u1', 'organization:org1:r1:user:u1']);
  });
});
