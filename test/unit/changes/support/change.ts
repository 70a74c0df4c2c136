import type { Change } from '../../../../src/changes/model.ts';

/** A change made by hand: a user Ada is new, but for what is given. */
export function change(parts: Partial<Change> = {}): Change {
  const whole = { kind: 'added', subject: 'user', id: 'u1', label: 'Ada', fields: [] } as const;
  return { ...whole, effects: [], privileged: false, ...parts };
}

const READ = { id: 's1', name: 'read' };

/** One or more of everything that a report tells apart. */
export const CHANGES: readonly Change[] = [
  change({ label: 'Cy' }),
  change({
    ...{ kind: 'removed', subject: 'roleAssignment', id: 'o1/r1/u2', label: 'admin' },
    ...{ organizationId: 'o1', organizationName: 'Acme', userId: 'u2', userLabel: 'Bob' },
    ...{ effects: ['lost'], privileged: true },
  }),
  change({
    ...{ kind: 'changed', subject: 'organizationRole', id: 'r1', label: 'guest' },
    fields: [{ field: 'permissions', before: '', after: 'read', added: [READ], removed: [] }],
    effects: ['gained'],
    touches: [{ effect: 'gained', permissions: [READ], people: 12, applications: 0, atLeast: false }],
  }),
  change({
    ...{ subject: 'membership', id: 'o1/u3', label: 'Cy', organizationId: 'o1', organizationName: 'Acme' },
    ...{ userLabel: 'Cy', effects: ['gained'] },
  }),
  change({
    ...{ subject: 'globalRoleUser', id: 'g1/u3', label: 'Support', userLabel: 'Cy' },
    ...{ effects: ['gained'], privileged: true },
  }),
];
