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

/** Tenants in which a rule sees something, or nothing. */

const signedIn = { lastSignInAt: daysAgo(1) };
export const [ADA, BOB] = [
  user('u1', { name: 'Ada', ...signedIn }),
  user('u2', { name: 'Bob', ...signedIn }),
];

/** Ada and Bob run Acme. */
export const ACME: Rows = {
  users: [ADA, BOB],
  organizations: [organization('o1', { name: 'Acme' })],
  members: { o1: { u1: ['r1'], u2: ['r1'] } },
  organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1', 's2'] })],
  scopes: [scope('s1', { name: 'read' }), scope('s2', { name: 'write' })],
};

export const but = (rows: Rows): Rows => ({ ...ACME, ...rows });
export const roles = (editor: readonly string[]): Rows =>
  but({
    organizationRoles: [
      ...(ACME.organizationRoles ?? []),
      organizationRole('r2', { name: 'editor', scopeIds: editor }),
    ],
    members: { o1: { u1: ['r1', 'r2'], u2: ['r1', 'r2'] } },
    scopes: [...(ACME.scopes ?? []), scope('s3', { name: 'pay' })],
  });
export const invited = (parts: Parameters<typeof invitation>[2]): Rows =>
  but({
    invitations: [
      invitation('i1', 'o1', {
        ...{ invitee: 'eve@acme.example', createdAt: daysAgo(2), expiresAt: NOW + 1 },
        ...parts,
      }),
    ],
  });
/** Bob, who is a member already, is invited once more. */
export const invitedAgain = (parts: Parameters<typeof invitation>[2]): Rows => ({
  ...invited({ invitee: 'BOB@ACME.example', ...parts }),
  users: [ADA, { ...BOB, email: 'bob@acme.example' }],
});
export const joining = (
  role: readonly string[],
  emailDomain = ['acme.example'],
  ssoConnector: string[] = [],
): Rows => but({ justInTime: { o1: { emailDomain, role, ssoConnector } } });
export const managing = (indicator: string): Rows =>
  but({
    applications: [application('a1', { name: 'Robot' })],
    resources: [{ id: 'p1', name: 'API', indicator }],
    scopes: [scope('s9', { name: 'all', resourceId: 'p1' })],
    globalRoles: [
      globalRole('g1', {
        name: 'Manage',
        type: 'MachineToMachine',
        scopeIds: ['s9'],
        applicationIds: ['a1'],
      }),
    ],
  });
export const withEmails = (...emails: readonly string[]): Rows => {
  const users = emails.map((email, i) => user(`u${i}`, { email, ...signedIn }));
  const members = { o1: Object.fromEntries(users.map(({ id }) => [id, ['r1']])) };
  return but({ ...joining([], []), users, members });
};
export const mfa = (mfaFactors: readonly string[] | null, suspended = false): Rows =>
  but({
    users: [{ ...ADA, mfaFactors, suspended }, BOB],
    organizations: [organization('o1', { name: 'Acme', mfaRequired: true })],
  });
