import type { Concerned } from '../../changes/concerned.ts';
import type { Comparison } from '../../changes/model.ts';

/** What commands on a line need to know of it: in which snapshot it is about what. */
export interface About {
  readonly tenantId: string;
  readonly snapshotId: string;
  /** Left out where it is about nothing of its own. */
  readonly thing?: Concerned;
}

/** A line is about one side of a comparison. */
export function sideOf({ id, tenantId }: Comparison['after']): About {
  return { snapshotId: id, tenantId };
}

/** A line that only says something: that a filter leaves nothing, or what went wrong. */
export interface MessageItem {
  readonly type: 'message';
  readonly id: string;
  readonly text: string;
  readonly icon: string;
}
