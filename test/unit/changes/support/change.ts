import type { Change } from '../../../../src/changes/model.ts';

/** A change made by hand: a user Ada is new, but for what is given. */
export function change(parts: Partial<Change> = {}): Change {
  const whole = { kind: 'added', subject: 'user', id: 'u1', label: 'Ada', fields: [] } as const;
  return { ...whole, effects: [], privileged: false, ...parts };
}
