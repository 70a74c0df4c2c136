import { join } from 'node:path';
import type { SnapshotInfo } from '../../../../src/snapshot/model.ts';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { withFolder, withSnapshot } from '../../../support/snapshots.ts';
import {
  application,
  globalRole,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../../snapshot/support/rows.ts';

/** A small tenant: people in two organizations, roles of both kinds, a machine, and a permission of an API. */
export const SHOP: Rows = {
  users: [
    user('u1', { name: 'Ada', email: 'ada@acme.example' }),
    user('u2', { name: 'Bob', suspended: true }),
    user('u3', { name: 'Eve' }),
  ],
  organizations: [organization('o1', { name: 'Acme' }), organization('o2', { name: 'Zeta' })],
  members: { o1: { u1: ['r1', 'r2'], u2: ['r2'], u3: [] }, o2: { u1: ['r2'] } },
  organizationRoles: [
    organizationRole('r1', { name: 'admin', scopeIds: ['s1', 's2'] }),
    organizationRole('r2', { name: 'editor', scopeIds: ['s1'] }),
    organizationRole('r3', { name: 'robots', type: 'MachineToMachine', scopeIds: ['s2'] }),
    organizationRole('r4', { name: 'idle' }),
  ],
  globalRoles: [
    globalRole('g1', {
      name: 'Everyone',
      isDefault: true,
      userIds: ['u3'],
      applicationIds: ['a1'],
      scopeIds: ['s2'],
    }),
  ],
  scopes: [scope('s1', { name: 'read' }), scope('s2', { name: 'buy', resourceId: 'api' })],
  resources: [{ id: 'api', name: 'Shop', indicator: 'https://shop.example' }],
  applications: [application('a1', { name: 'Robot' })],
  applicationMembers: { o1: { a1: ['r3'] } },
};

/** Reads a hand-made snapshot. */
export function withRows<T>(
  rows: Rows,
  read: (snapshot: Snapshot) => Promise<T> | T,
  info: Partial<SnapshotInfo> = {},
): Promise<T> {
  return withFolder((folder) => {
    const file = join(folder, 'a.snapshot');
    writeSnapshot(file, rows, info);
    return withSnapshot(file, read);
  });
}
