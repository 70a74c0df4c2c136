import fc from 'fast-check';
import type { Organization, OrganizationRole, User } from '../../../../src/snapshot/model.ts';
import type { MemberRow, Tenant } from './tenant.ts';

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

const user: fc.Arbitrary<User> = fc.record({
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

const byId = { maxLength: 5, selector: (row: { id: string }): string => row.id };

const rows = fc.record({
  users: fc.uniqueArray(user, byId),
  organizations: fc.uniqueArray(organization, byId),
  roles: fc.uniqueArray(role, byId),
});

/** A tenant in which every user is a member or not of each organization, with some of the roles for people. */
export const anyTenant: fc.Arbitrary<Tenant> = rows.chain((tenant) => {
  const forPeople = tenant.roles.filter(({ type }) => type === 'User').map((one) => one.id);
  const pairs = tenant.organizations.flatMap((one) => tenant.users.map((user) => [one.id, user.id] as const));
  const members = pairs.map(([organizationId, userId]): fc.Arbitrary<MemberRow | null> =>
    fc.option(fc.subarray(forPeople).map((roleIds) => ({ organizationId, userId, roleIds }))),
  );
  return fc.tuple(...members).map((drawn) => ({ ...tenant, members: drawn.filter((one) => one !== null) }));
});
