import { listOf } from './effects.ts';
import type { Change, Effect } from './model.ts';

/** What holders of a role gained, or lost, by a change of its permissions. */
export interface Touch {
  readonly effect: Effect;
  readonly permissions: readonly string[];
}

/** What a change of a role's permissions gave its holders, and what it took from them. */
export function touchesOf({ subject, fields }: Pick<Change, 'subject' | 'fields'>): Touch[] {
  const change = fields.find(({ field }) => field === 'permissions');
  if (change === undefined || !(subject === 'organizationRole' || subject === 'globalRole')) return [];
  const [old, now] = [listOf(change.before), listOf(change.after)];
  const touches: Touch[] = [
    { effect: 'gained', permissions: now.filter((one) => !old.includes(one)) },
    { effect: 'lost', permissions: old.filter((one) => !now.includes(one)) },
  ];
  return touches.filter(({ permissions }) => permissions.length > 0);
}

/** `gained write`, `lost read, write` */
export function touchText({ effect, permissions }: Touch): string {
  return `${effect} ${permissions.join(', ')}`;
}
