import { application, globalRole, organizationRole, type Rows } from '../../snapshot/support/rows.ts';
import {
  ACME,
  ADA,
  BOB,
  but,
  invited,
  invitedAgain,
  joining,
  managing,
  mfa,
  roles,
  withEmails,
} from './exampleTenants.ts';
import { daysAgo, type How } from './judged.ts';

/** Two tenants that differ as little as can be: in one a rule sees something, in the other nothing. */
export interface Example extends How {
  readonly rows: Rows;
  readonly sees: readonly string[];
  readonly quiet: Rows;
}

/** By rule. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  'suspended-with-roles': [
    {
      rows: but({
        users: [{ ...ADA, suspended: true }, BOB],
        globalRoles: [globalRole('g1', { name: 'Support', userIds: ['u1', 'u2'] })],
      }),
      sees: [
        'Ada is suspended and still holds the global role Support',
        'Ada is suspended and still holds admin in Acme',
      ],
      quiet: but({
        users: [{ ...ADA, suspended: true }, BOB],
        members: { o1: { u1: [], u2: ['r1'] } },
        globalRoles: [globalRole('g1', { name: 'Everyone', isDefault: true, userIds: ['u1', 'u2'] })],
      }),
    },
  ],
  'dormant-with-roles': [
    {
      rows: but({ users: [{ ...ADA, lastSignInAt: daysAgo(91) }, BOB] }),
      sees: ['Ada has not signed in for 91 days and holds admin in Acme'],
      quiet: but({ users: [{ ...ADA, lastSignInAt: daysAgo(90) }, BOB] }),
    },
    {
      rows: but({ users: [{ ...ADA, lastSignInAt: null, createdAt: daysAgo(8) }, BOB] }),
      sees: ['Ada has never signed in since 2026-05-24 and holds admin in Acme'],
      quiet: but({ users: [{ ...ADA, lastSignInAt: null, createdAt: daysAgo(7) }, BOB] }),
    },
  ],
  'member-without-role': [
    {
      rows: but({ members: { o1: { u1: ['r1'], u2: [] } } }),
      sees: ['Bob is a member of Acme and holds no role there'],
      quiet: ACME,
    },
  ],
  'user-without-organization': [
    {
      rows: but({ members: { o1: { u1: ['r1'] } } }),
      sees: ['Bob belongs to no organization'],
      quiet: { users: [ADA, BOB] },
    },
  ],
  'no-privileged-holder': [
    { rows: but({ members: { o1: { u1: [], u2: [] } } }), sees: ['Nobody in Acme holds admin'], quiet: ACME },
    {
      rows: but({ users: [{ ...ADA, suspended: true }, BOB], members: { o1: { u1: ['r1'], u2: [] } } }),
      sees: ['Nobody in Acme holds admin'],
      quiet: but({ members: {} }),
    },
  ],
  'single-privileged-holder': [
    {
      rows: but({ members: { o1: { u1: ['r1'], u2: [] } } }),
      sees: ['Ada alone holds admin in Acme'],
      quiet: but({ members: { o1: { u1: ['r1'] } } }),
    },
  ],
  'empty-organization': [
    { rows: but({ members: {} }), sees: ['Acme has no members'], quiet: ACME },
    {
      rows: but({ members: {}, applications: [application('a1')] }),
      sees: ['Acme has no members'],
      quiet: but({
        members: {},
        applications: [application('a1')],
        applicationMembers: { o1: { a1: ['r1'] } },
      }),
    },
  ],
  'unheld-role': [
    {
      rows: but({
        organizationRoles: [...(ACME.organizationRoles ?? []), organizationRole('r2', { name: 'idle' })],
        globalRoles: [globalRole('g1', { name: 'Support' })],
      }),
      sees: ['Nobody holds the global role Support', 'Nobody holds the organization role idle'],
      quiet: but({
        organizationRoles: [...(ACME.organizationRoles ?? []), organizationRole('r2', { name: 'idle' })],
        globalRoles: [globalRole('g1', { name: 'Everyone', isDefault: true })],
        applications: [application('a1')],
        applicationMembers: { o1: { a1: ['r2'] } },
      }),
    },
  ],
  'equal-roles': [
    {
      rows: roles(['s1', 's2']),
      sees: ['The organization roles admin and editor permit the same'],
      quiet: roles(['s1']),
    },
  ],
  'role-within-role': [
    {
      rows: roles(['s1']),
      sees: ['All that the organization role editor permits, admin permits too'],
      quiet: roles(['s1', 's3']),
    },
  ],
  'permission-of-one-person': [
    {
      rows: but({ members: { o1: { u1: ['r1'], u2: [] } } }),
      sees: [
        'Ada is the only person with the permission read',
        'Ada is the only person with the permission write',
      ],
      quiet: ACME,
    },
    {
      rows: but({ users: [{ ...ADA, suspended: true }, BOB] }),
      sees: [
        'Bob is the only person with the permission read',
        'Bob is the only person with the permission write',
      ],
      quiet: but({ users: [{ ...ADA, suspended: true }, BOB], members: { o1: { u1: ['r1'], u2: [] } } }),
    },
  ],
  'expired-invitation': [
    {
      rows: invited({ expiresAt: daysAgo(1) }),
      sees: ['The invitation of eve@acme.example to Acme expired on 2026-05-31'],
      quiet: invited({ expiresAt: daysAgo(1), status: 'Accepted' }),
    },
    {
      rows: invited({ expiresAt: daysAgo(1), status: 'Expired' }),
      sees: ['The invitation of eve@acme.example to Acme expired on 2026-05-31'],
      quiet: invitedAgain({ expiresAt: daysAgo(1), status: 'Expired' }), // and accepted another invitation
    },
  ],
  'pending-invitation': [
    {
      rows: invited({ createdAt: daysAgo(5) }),
      sees: ['The invitation of eve@acme.example to Acme is pending for 5 days'],
      quiet: invited({ createdAt: daysAgo(5), status: 'Revoked' }),
    },
    {
      rows: invited({ createdAt: daysAgo(5) }),
      sees: ['The invitation of eve@acme.example to Acme is pending for 5 days'],
      quiet: invitedAgain({ createdAt: daysAgo(5) }),
    },
  ],
  'privileged-invitation': [
    {
      rows: invited({ roleIds: ['r1'] }),
      sees: ['The invitation of eve@acme.example to Acme gives admin'],
      quiet: invited({ roleIds: ['r1'], expiresAt: daysAgo(1) }),
    },
    {
      rows: { ...invitedAgain({ roleIds: ['r1'] }), members: { o1: { u1: ['r1'], u2: [] } } },
      sees: ['The invitation of BOB@ACME.example to Acme gives admin'],
      quiet: invitedAgain({ roleIds: ['r1'] }), // which Bob holds already
    },
    {
      rows: { ...invitedAgain({ roleIds: ['r1'] }), members: { o1: { u1: ['r1'] }, o2: { u2: ['r1'] } } },
      sees: ['The invitation of BOB@ACME.example to Acme gives admin'],
      quiet: invitedAgain({ roleIds: [] }),
    },
  ],
  'privileged-just-in-time': [
    {
      rows: joining(['r1']),
      sees: ['Acme gives admin to new users with e-mails of acme.example'],
      quiet: joining([]),
    },
    {
      rows: joining(['r1'], ['acme.example', 'acme.test'], ['c1']),
      sees: [
        'Acme gives admin to new users with e-mails of acme.example, acme.test, and to everybody who signs in by the identity provider c1',
      ],
      quiet: joining([], ['acme.example'], ['c1']),
    },
    {
      rows: joining(['r1'], [], ['c1', 'c2']),
      sees: ['Acme gives admin to everybody who signs in by the identity providers c1, c2'],
      quiet: joining(['r1'], [], []),
    },
  ],
  'management-api-application': [
    {
      rows: managing('https://default.logto.app/api'),
      sees: ['Robot may do everything in the tenant, by Manage'],
      quiet: managing('https://shop.example/api'),
    },
    {
      rows: managing('https://acme.logto.app/api'), // of Logto Cloud
      sees: ['Robot may do everything in the tenant, by Manage'],
      quiet: managing('https://acme.logto.app/api/shop'),
    },
  ],
  'unusual-email-domain': [
    {
      rows: withEmails(
        'a@acme.example',
        'b@acme.example',
        'c@ACME.example',
        'd@acme.example',
        'e@home.example',
      ),
      sees: ['u4 in Acme has an e-mail of home.example; usual there: acme.example'],
      quiet: withEmails(
        'a@acme.example',
        'b@acme.example',
        'c@home.example',
        'd@acme.example',
        'e@home.example',
      ),
    },
  ],
  'same-email': [
    {
      rows: withEmails('ada@acme.example', 'Ada@acme.example'),
      sees: ['ada@acme.example and Ada@acme.example differ in nothing but case'],
      quiet: withEmails('ada@acme.example', 'eda@acme.example'),
    },
    {
      rows: withEmails('JÖRG@acme.example', 'jörg@acme.example', 'jorg@acme.example'),
      sees: ['JÖRG@acme.example and jörg@acme.example differ in nothing but case'],
      quiet: withEmails('jorg@acme.example', 'jörg@acme.example'),
    },
  ],
  'privileged-without-mfa': [
    {
      rows: mfa([]),
      sees: ['Ada holds admin in Acme, which requires MFA, and has set up none'],
      quiet: mfa(null), // nobody asked
    },
    {
      rows: mfa([]),
      sees: ['Ada holds admin in Acme, which requires MFA, and has set up none'],
      quiet: mfa([], true), // who is suspended cannot sign in
    },
  ],
};
