import { member, organization, role, SYNC, user, type Sync, type Tenant } from './tenant.ts';

const ORGANIZATION = 'org4f6h8j0k2';
const ADMIN = role({ id: 'r0leAdm1n2b3', name: 'admin' });
const VIEWER = role({ id: 'r0leV1ew3r9z', name: 'viewer' });

export const ADA = user({
  id: 'ks3x8q1m2v7a',
  name: 'Ada Lovelace',
  username: 'ada',
  email: 'ada@acme.test',
  createdAt: Date.parse('2024-03-01T09:15:00Z'),
  lastSignInAt: Date.parse('2026-11-20T08:02:11.417Z'),
  applicationId: 'app_web',
  hasPassword: true,
  givenName: 'Ada',
  familyName: 'Lovelace',
  mfaFactors: ['Totp'],
  ssoIdentities: [],
});

const GRACE = user({
  id: 'p0w9e8r7t6y5',
  name: 'Grace Hopper',
  email: 'grace@acme.test',
  createdAt: Date.parse('2024-05-12T14:00:30Z'),
  lastSignInAt: Date.parse('2026-11-01T10:00:00Z'),
  hasPassword: false,
  givenName: 'Grace',
  familyName: 'Hopper',
  mfaFactors: [],
  ssoIdentities: ['https://acme.okta.test'],
});

const MALLORY = user({
  id: 'z1x2c3v4b5n6',
  name: 'Mallory Ex',
  username: 'mallory',
  email: 'mallory@acme.test',
  suspended: true,
  createdAt: Date.parse('2023-01-01T00:00:00Z'),
  hasPassword: true,
  givenName: 'Mallory',
  familyName: 'Ex',
  mfaFactors: [],
  ssoIdentities: [],
});

function acme(name: string): Tenant['organizations'][number] {
  return organization({
    id: ORGANIZATION,
    name,
    description: 'Main customer organization',
    createdAt: Date.parse('2024-02-02T02:02:02Z'),
  });
}

/** A day of a small tenant: its fixture, and the sync it stands for. */
export interface Run {
  readonly fixture: string;
  readonly sync: Sync;
  readonly tenant: Tenant;
}

export const RUN1: Run = {
  fixture: 'acme.run1.c1-snapshot.json',
  sync: SYNC,
  tenant: {
    users: [MALLORY, ADA, GRACE],
    organizations: [acme('Acme Corp')],
    roles: [VIEWER, ADMIN],
    members: [
      member(ORGANIZATION, ADA.id, ADMIN.id),
      member(ORGANIZATION, GRACE.id, VIEWER.id),
      member(ORGANIZATION, MALLORY.id),
    ],
  },
};

/** The next day: the organization has a new name, Mallory is out of it, Grace is an admin too. */
export const RUN2: Run = {
  fixture: 'acme.run2.c1-snapshot.json',
  sync: {
    id: '3MY4vt1sBLZTZm6TGaio0pXiwoq',
    startedAt: Date.parse('2026-11-24T10:00:00Z'),
    endedAt: Date.parse('2026-11-24T10:00:02.500Z'),
  },
  tenant: {
    ...RUN1.tenant,
    organizations: [acme('Acme Corporation')],
    members: [member(ORGANIZATION, ADA.id, ADMIN.id), member(ORGANIZATION, GRACE.id, VIEWER.id, ADMIN.id)],
  },
};
