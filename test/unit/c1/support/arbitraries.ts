import fc from 'fast-check';
import type {
  Application,
  GlobalRole,
  Organization,
  OrganizationRole,
  RoleType,
  User,
} from '../../../../src/snapshot/model.ts';
import type { Tenant } from './tenant.ts';

/**
 * Logto's ids: 12 or 21 of these characters, drawn at random; and short ones, which often begin alike, with characters
 * that sort before and after the colons of C1's ids.
 */
const id = fc.oneof(
  fc.string({ unit: fc.nat(35).map((digit) => digit.toString(36)), minLength: 12, maxLength: 21 }),
  fc.string({ unit: fc.constantFrom('-', '0', 'Z', '_', 'a'), minLength: 1, maxLength: 3 }),
);

const utf16Unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

/** Any text at all: lone halves of surrogate pairs, NUL, right-to-left, longer than C1 takes. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: utf16Unit }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\u{d800}',
    'مرحبا بالعالم',
    '\u202eevil\u202c',
    'e\u0301\u{1f469}\u200d\u{1f680}',
  ),
  fc
    .tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom(300, 700, 1500))
    .map(([text, times]) => text.repeat(times)),
);

const maybeText = fc.option(anyText);

/** Times as Logto gives them, and some that no calendar of C1's has. */
const time = fc.oneof(fc.integer({ min: -1e12, max: 4e12 }), fc.constantFrom(-1e15, 1e15, 0.5));

export const anyUser: fc.Arbitrary<User> = fc.record({
  id,
  name: maybeText,
  username: maybeText,
  email: fc.oneof(maybeText, fc.emailAddress()),
  phone: maybeText,
  suspended: fc.boolean(),
  createdAt: time,
  updatedAt: fc.option(time),
  lastSignInAt: fc.option(time),
  applicationId: maybeText,
  hasPassword: fc.option(fc.boolean()),
  givenName: maybeText,
  familyName: maybeText,
  middleName: maybeText,
  connectors: fc.array(anyText, { maxLength: 3 }),
  mfaFactors: fc.option(fc.array(anyText, { maxLength: 3 })),
  ssoIdentities: fc.option(fc.array(anyText, { maxLength: 3 })),
});

const organization: fc.Arbitrary<Organization> = fc.record({
  id,
  name: anyText,
  description: maybeText,
  createdAt: time,
  mfaRequired: fc.boolean(),
});

const role: fc.Arbitrary<OrganizationRole> = fc.record({
  id,
  name: anyText,
  description: maybeText,
  type: fc.constantFrom('User', 'MachineToMachine'),
});

const globalRole: fc.Arbitrary<GlobalRole> = fc
  .tuple(role, fc.boolean())
  .map(([one, isDefault]) => ({ ...one, isDefault }));

const application: fc.Arbitrary<Application> = fc.record({
  id,
  name: anyText,
  description: maybeText,
  type: fc.constantFrom('MachineToMachine', 'SPA'),
  createdAt: time,
});

type Rows = Pick<Tenant, 'users' | 'organizations' | 'roles'> & {
  readonly globalRoles: readonly GlobalRole[];
  readonly applications: readonly Application[];
};

const idOf = (row: { readonly id: string }): string => row.id;
const byId = { maxLength: 5, selector: idOf };

/** Logto draws the ids of users and applications at random, of other lengths: no two of them are alike. */
const rows: fc.Arbitrary<Rows> = fc
  .record({
    users: fc.uniqueArray(anyUser, byId),
    organizations: fc.uniqueArray(organization, byId),
    roles: fc.uniqueArray(role, byId),
    globalRoles: fc.uniqueArray(globalRole, byId),
    applications: fc.uniqueArray(application, byId),
  })
  .map((drawn) => {
    const userIds = new Set(drawn.users.map(idOf));
    return { ...drawn, applications: drawn.applications.filter((one) => !userIds.has(one.id)) };
  });

interface Held {
  readonly organizationId: string;
  readonly holderId: string;
  readonly roleIds: readonly string[];
}

/** Everybody is in each organization or not, with some of the roles. */
function belonging(
  organizations: readonly Organization[],
  holderIds: readonly string[],
  roleIds: readonly string[],
): fc.Arbitrary<Held[]> {
  const pairs = organizations.flatMap(({ id }) =>
    holderIds.map((holderId) => ({ organizationId: id, holderId })),
  );
  const drawn = pairs.map((pair) =>
    fc.option(fc.subarray([...roleIds]).map((held): Held => ({ ...pair, roleIds: held }))),
  );
  return fc.tuple(...drawn).map((all) => all.filter((one) => one !== null));
}

/** A tenant in which people and machines have some of the roles that are for them, in organizations and without. */
export const anyTenant: fc.Arbitrary<Tenant> = rows.chain(({ globalRoles, ...tenant }) => {
  const { organizations, roles } = tenant;
  const users = tenant.users.map(idOf);
  const machines = tenant.applications.filter(({ type }) => type === 'MachineToMachine').map(idOf);
  const rolesFor = (wanted: RoleType): string[] => roles.filter(({ type }) => type === wanted).map(idOf);
  const held = globalRoles.map((one) =>
    fc.subarray(one.type === 'User' ? users : machines).map((holders) => ({
      ...{ ...one, userIds: [], applicationIds: [] },
      ...(one.type === 'User' ? { userIds: holders } : { applicationIds: holders }),
    })),
  );
  return fc
    .tuple(
      belonging(organizations, users, rolesFor('User')),
      belonging(organizations, machines, rolesFor('MachineToMachine')),
      fc.tuple(...held),
    )
    .map(([people, robots, global]) => ({
      ...{ ...tenant, globalRoles: global },
      members: people.map(({ holderId, ...one }) => ({ ...one, userId: holderId })),
      machines: robots.map(({ holderId, ...one }) => ({ ...one, applicationId: holderId })),
    }));
});
