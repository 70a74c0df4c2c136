import { messageOf } from '../../errors.ts';
import { askSnapshot } from '../../snapshot/ask.ts';
import { unreadIn, type Place } from '../../snapshot/lacks/missing.ts';
import { organizationHeadcount, tenantHeadcount, type Headcount } from '../../snapshot/read/headcount.ts';
import { organizationOf } from '../../snapshot/read/byId.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** How many people belonged, and how many held a privileged role (one that gives permissions), when a snapshot was made. */
export interface TimePoint extends Headcount {
  readonly at: number;
  /** Whether nothing is missing of what is counted; else there are at least so many. */
  readonly isComplete: boolean;
  /** Whether most of the snapshot before was gone in it, which is mostly no real change. */
  readonly isMuchGone: boolean;
}

/** A kept snapshot: its file, and when it was made. */
export interface KeptSnapshot {
  readonly file: string;
  readonly at: number;
  /** Whether a person has taken it for right, however much of the one before is gone in it. */
  readonly isAccepted?: boolean;
}

/** A snapshot that could not be read, and why. */
export interface Unread {
  readonly at: number;
  readonly why: string;
}

/**
 * The points of snapshots, oldest first; those that do not have the organization are passed over. What cannot be read
 * of some is said of them; where none can be, that is thrown.
 */
export function* timePoints(
  kept: readonly KeptSnapshot[],
  organizationId?: string,
): Generator<TimePoint | Unread> {
  let isAnyRead = false;
  let failure: { readonly error: unknown } | undefined;
  for (const { file, at, isAccepted = false } of kept) {
    try {
      const point = askSnapshot(file, (snapshot) => pointOf(snapshot, organizationId));
      isAnyRead = true;
      if (point !== undefined) yield isAccepted ? { ...point, isMuchGone: false } : point;
    } catch (error) {
      failure = { error };
      yield { at, why: messageOf(error) };
    }
  }
  if (!isAnyRead && failure !== undefined) throw failure.error;
}

function pointOf(snapshot: Snapshot, organizationId: string | undefined): TimePoint | undefined {
  const { info } = snapshot;
  const counted = headcountOf(snapshot, organizationId);
  const isWhole = unreadIn(snapshot, placesOf(organizationId)).length === 0;
  const isMuchGone = info.vanished !== undefined;
  return counted && { at: info.endedAt, isComplete: isWhole, isMuchGone, ...counted };
}

/** Lists from which it is counted. */
function placesOf(organizationId: string | undefined): Place[] {
  const ofTenant: Place[] =
    organizationId === undefined ? [['organizations'], ['globalRoles'], ['roleUsers']] : [];
  return [
    ['members', organizationId],
    ['users'],
    ['organizationRoles'],
    ['scopes'],
    ['resources'],
    ...ofTenant,
  ];
}

function headcountOf(snapshot: Snapshot, organizationId: string | undefined): Headcount | undefined {
  if (organizationId === undefined) return tenantHeadcount(snapshot);
  if (organizationOf(snapshot, organizationId) === undefined) return undefined;
  return organizationHeadcount(snapshot, organizationId);
}
