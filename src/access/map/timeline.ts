import { askSnapshot } from '../../snapshot/ask.ts';
import { isComplete } from '../../snapshot/holes.ts';
import { organizationHeadcount, tenantHeadcount, type Headcount } from '../../snapshot/read/headcount.ts';
import { organizationOf } from '../../snapshot/read/byId.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** How many people belonged, and how many held a privileged role (one that gives permissions), when a snapshot was made. */
export interface TimePoint extends Headcount {
  readonly at: number;
  readonly isComplete: boolean;
}

/** The points of snapshot files, oldest first; those that do not have the organization are passed over. */
export function* timePoints(files: readonly string[], organizationId?: string): Generator<TimePoint> {
  for (const file of files) {
    const point = askSnapshot(file, (snapshot) => pointOf(snapshot, organizationId));
    if (point !== undefined) yield point;
  }
}

function pointOf(snapshot: Snapshot, organizationId: string | undefined): TimePoint | undefined {
  const { info } = snapshot;
  const counted = headcountOf(snapshot, organizationId);
  return counted && { at: info.endedAt, isComplete: isComplete(info), ...counted };
}

function headcountOf(snapshot: Snapshot, organizationId: string | undefined): Headcount | undefined {
  if (organizationId === undefined) return tenantHeadcount(snapshot);
  if (organizationOf(snapshot, organizationId) === undefined) return undefined;
  return organizationHeadcount(snapshot, organizationId);
}
