import { join } from 'node:path';
import { compareFiles } from '../../../../src/changes/compareFiles.ts';
import type { Comparison } from '../../../../src/changes/model.ts';
import { describeChange } from '../../../../src/changes/text/sentences.ts';
import { withFolder } from '../../../support/snapshots.ts';
import {
  application,
  globalRole,
  invitation,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../../snapshot/support/rows.ts';

/** Compares two hand-made snapshots. */
export function compared(before: Rows, after: Rows, afterUrl = 'https://test.example'): Promise<Comparison> {
  return withFolder((folder) => {
    const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
    writeSnapshot(files.before, before, { tenantName: 'Before' });
    writeSnapshot(files.after, after, { tenantName: 'After', baseUrl: afterUrl });
    return compareFiles(files);
  });
}

/** Its changes, a line each. */
export const told = ({ changes }: Comparison): string[] =>
  changes.map((change) => `${change.kind} ${change.subject}: ${describeChange(change)}`);

/** Everything of which a comparison takes note, in one small tenant. */
export const TENANT: Rows = {
  users: [user('u1', { name: 'Ada' }), user('u2', { name: 'Bob' })],
  organizations: [organization('o1', { name: 'Acme' })],
  members: { o1: { u1: ['r1'] } },
  organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1'] })],
  globalRoles: [
    globalRole('g1', { name: 'Support', userIds: ['u1'], applicationIds: ['a1'], scopeIds: ['s1'] }),
  ],
  scopes: [
    scope('s1', { name: 'read' }),
    scope('s2', { name: 'write' }),
    scope('s3', { name: 'buy', resourceId: 'api' }),
  ],
  resources: [{ id: 'api', name: 'Shop', indicator: 'https://shop.example' }],
  applications: [application('a1', { name: 'Robot' })],
  applicationMembers: { o1: { a1: ['r1'] } },
  invitations: [invitation('i1', 'o1', { invitee: 'new@example.com', roleIds: ['r1'] })],
};

/** The small tenant with something else in the place of some of its rows. */
export const but = (rows: Rows): Rows => ({ ...TENANT, ...rows });
