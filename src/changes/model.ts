import type { SnapshotInfo } from '../snapshot/model.ts';

/** What kinds of things a comparison looks at. */
export type Subject =
  | 'user'
  | 'organization'
  | 'membership'
  | 'roleAssignment'
  | 'organizationRole'
  | 'globalRole'
  | 'globalRoleUser'
  | 'globalRoleApplication'
  | 'application'
  | 'applicationMembership'
  | 'invitation';

/** A field of something that is in both snapshots, with other values. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** What a change does to what people and applications may do. */
export type Effect = 'gained' | 'lost';

/** One difference between two snapshots. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly subject: Subject;
  /** Ids that tell the thing, joined by `/`: `<organization>/<user>/<role>` for a role assignment. */
  readonly id: string;
  /** What to call it: a user's name for a membership, the role's name for a role assignment. */
  readonly label: string;
  /** The organization it lies in, where it lies in one. */
  readonly organizationId?: string;
  readonly organizationName?: string;
  /** The user it is about, where it is about one. */
  readonly userId?: string;
  readonly userLabel?: string;
  /** For `changed`: what changed, at least one field. */
  readonly fields: readonly FieldChange[];
  /** Whether access was gained or lost by it, or both; empty where neither. */
  readonly effects: readonly Effect[];
  /** The access is by an organization role with permissions, or by a global role that not every new user gets. */
  readonly privileged: boolean;
  /** For a role whose permissions changed: how many hold it in the newer snapshot, once an organization. */
  readonly holders?: number;
}

/** How many differences of each kind. */
export interface ChangeSummary {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** Two snapshots compared. */
export interface Comparison {
  readonly before: SnapshotInfo;
  readonly after: SnapshotInfo;
  readonly summary: ChangeSummary;
  /** The snapshots are of two tenants, whose ids never match: only roles were compared, by name. */
  readonly byName: boolean;
  /** Differences that are not among the changes: they may be holes in an incomplete snapshot. */
  readonly unsure: number;
  readonly changes: readonly Change[];
}
