import type { Change, Comparison } from '../../../../src/changes/model.ts';
import type { SnapshotInfo } from '../../../../src/snapshot/model.ts';
import { WHOLE } from '../../snapshot/support/rows.ts';

const AT = Date.UTC(2026, 10, 24, 9, 30);

/** A comparison with changes that are made by hand. */
export function comparison(changes: readonly Change[], tenantName = 'Parcelwise'): Comparison {
  const info = (endedAt: number): SnapshotInfo => ({
    ...{ id: 'x', tenantId: 't', tenantName, baseUrl: 'https://t.example', startedAt: endedAt - 1, endedAt },
    ...{ writtenBy: '0.0.0', requests: 1, verified: '', ...WHOLE },
    counts: {
      ...{ users: 0, organizations: 0, memberships: 0, roleAssignments: 0 },
      ...{ organizationRoles: 0, globalRoles: 0, applications: 0, invitations: 0 },
    },
  });
  const count = (kind: Change['kind']): number => changes.filter((one) => one.kind === kind).length;
  const summary = { added: count('added'), removed: count('removed'), changed: count('changed') };
  return {
    before: info(AT - 7 * 24 * 3600 * 1000),
    after: info(AT),
    summary,
    byName: false,
    unsure: 0,
    changes,
  };
}
