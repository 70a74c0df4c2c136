import fc from 'fast-check';
import {
  application,
  globalRole,
  invitation,
  organization,
  organizationRole,
  scope,
  user,
  type Rows,
} from '../../snapshot/support/rows.ts';
import { daysAgo, NOW } from './judged.ts';

/** A member of an organization of a clean tenant. */
interface CleanMember {
  readonly isAdmin: boolean;
  readonly signedInDaysAgo: number;
  readonly factors: readonly string[] | null;
}

const DAYS = fc.nat(89);
const FACTORS = fc.constantFrom<readonly string[] | null>(null, ['Totp'], ['BackupCode', 'WebAuthn']);
const member = (isAdmin: boolean): fc.Arbitrary<CleanMember> =>
  fc.record({ isAdmin: fc.constant(isAdmin), signedInDaysAgo: DAYS, factors: FACTORS });

const anyOrganization = fc.record({
  mfaRequired: fc.boolean(),
  admins: fc.array(member(true), { minLength: 2, maxLength: 4 }),
  auditors: fc.array(member(false), { minLength: 2, maxLength: 9 }),
  justInTime: fc.boolean(),
  invited: fc.nat(2),
});

/**
 * A tenant of which nothing is to be said: everybody signs in, holds a role that others hold too, and has an e-mail of
 * their organization; no role is privileged but admin, nor permits what another does.
 */
export const cleanTenant: fc.Arbitrary<Rows> = fc
  .record({
    organizations: fc.array(anyOrganization, { minLength: 1, maxLength: 5 }),
    hasSupport: fc.boolean(),
    hasMachine: fc.boolean(),
  })
  .map(({ organizations, hasSupport, hasMachine }) => {
    const people = organizations.flatMap(({ admins, auditors }, o) =>
      [...admins, ...auditors].map((one, i) => ({ ...one, id: `u${o}-${i}`, o })),
    );
    return {
      users: people.map(({ id, o, signedInDaysAgo, factors }) =>
        user(id, {
          ...{
            email: `${id}@company${o}.example`,
            lastSignInAt: daysAgo(signedInDaysAgo),
            mfaFactors: factors,
          },
        }),
      ),
      organizations: [
        ...organizations.map(({ mfaRequired }, o) => organization(`o${o}`, { mfaRequired })),
        ...(hasMachine ? [organization('robots')] : []),
      ],
      members: Object.fromEntries(
        organizations.map((_, o) => [
          `o${o}`,
          Object.fromEntries(
            people.filter((one) => one.o === o).map(({ id, isAdmin }) => [id, [isAdmin ? 'r1' : 'r2']]),
          ),
        ]),
      ),
      organizationRoles: [
        organizationRole('r1', { name: 'admin', scopeIds: ['s1', 's2', 's3'] }),
        organizationRole('r2', { name: 'auditor', scopeIds: ['s4'] }),
        ...(hasMachine
          ? [
              organizationRole('r3', {
                name: 'robots',
                type: 'MachineToMachine',
                scopeIds: ['s1', 's2', 's3'],
              }),
            ]
          : []),
      ],
      globalRoles: [
        globalRole('g1', { name: 'Everyone', isDefault: true }),
        ...(hasSupport
          ? [
              globalRole('g2', {
                name: 'Support',
                scopeIds: ['s5'],
                userIds: people.slice(0, 2).map(({ id }) => id),
              }),
            ]
          : []),
      ],
      scopes: ['s1', 's2', 's3', 's4', 's5'].map((id) =>
        scope(id, id === 's5' ? { name: 'all', resourceId: 'shop' } : {}),
      ),
      resources: [{ id: 'shop', name: 'Shop', indicator: 'https://shop.example/api' }],
      applications: hasMachine ? [application('a1')] : [],
      applicationMembers: hasMachine ? { o0: { a1: ['r3'] }, robots: { a1: ['r3'] } } : {},
      invitations: organizations.flatMap(({ invited }, o) =>
        Array.from({ length: invited }, (_, i) =>
          invitation(`i${o}-${i}`, `o${o}`, {
            status: i === 0 ? 'Pending' : 'Accepted',
            createdAt: daysAgo(4),
            expiresAt: NOW + 1,
            roleIds: ['r2'],
          }),
        ),
      ),
      justInTime: Object.fromEntries(
        organizations.map(({ justInTime }, o) => [
          `o${o}`,
          { emailDomain: justInTime ? [`company${o}.example`] : [], role: ['r2'], ssoConnector: [] },
        ]),
      ),
    };
  });
