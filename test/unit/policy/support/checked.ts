import { join } from 'node:path';
import { checkSnapshot, type PolicyResult } from '../../../../src/policy/check.ts';
import type { Hole } from '../../../../src/snapshot/model.ts';
import { withFolder, withSnapshot } from '../../../support/snapshots.ts';
import {
  globalRole,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../../snapshot/support/rows.ts';

/** Ada and Bob run Acme; Bob edits there, and audits Zeta and, by a global role of the same name, the tenant. */
export const ROWS: Rows = {
  users: [
    user('u1', { name: 'Ada', email: 'ada@Acme.example' }),
    user('u2', { name: 'Bob', email: 'bob@home.example' }),
    user('u3', { name: 'Eve', suspended: true }),
  ],
  organizations: [
    organization('o1', { name: 'Acme', mfaRequired: true }),
    organization('o2', { name: 'Zeta' }),
  ],
  members: { o1: { u1: ['r1'], u2: ['r1', 'r2'] }, o2: { u2: ['r3'], u3: ['r1'] } },
  organizationRoles: [
    organizationRole('r1', { name: 'admin', scopeIds: ['s1'] }),
    organizationRole('r2', { name: 'editor' }),
    organizationRole('r3', { name: 'auditor' }),
    organizationRole('r4', { name: 'bot', type: 'MachineToMachine', scopeIds: ['s3'] }),
    organizationRole('r5', { name: 'Support', type: 'MachineToMachine' }),
  ],
  globalRoles: [
    globalRole('g1', { name: 'Support', userIds: ['u1'], scopeIds: ['s2'] }),
    globalRole('g2', { name: 'auditor', userIds: ['u2'] }),
    globalRole('g3', { name: 'integration', type: 'MachineToMachine' }),
  ],
  scopes: [
    scope('s1', { name: 'delete' }),
    scope('s2', { name: 'refund', resourceId: 'p1' }),
    scope('s3', { name: 'import' }),
  ],
  resources: [{ id: 'p1', name: 'Orders', indicator: 'https://orders.example' }],
};

/** What comes of checking a snapshot, of {@link ROWS} where no others are given. */
export function checked(policy: string, holes: readonly Hole[] = [], rows = ROWS): Promise<PolicyResult> {
  return withFolder((folder) => {
    const file = join(folder, 'a.snapshot');
    writeSnapshot(file, rows, { holes });
    return withSnapshot(file, (snapshot) => checkSnapshot(snapshot, policy));
  });
}

export const policyOf = (...assertions: readonly object[]): string => JSON.stringify({ assertions }, null, 2);

export async function messages(assertion: object, holes?: readonly Hole[], rows?: Rows): Promise<string[]> {
  const { verdicts } = await checked(policyOf(assertion), holes, rows);
  return verdicts.map(({ kind, message }) => `${kind}: ${message}`);
}
