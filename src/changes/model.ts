import type { SnapshotInfo } from '../snapshot/model.ts';
import type { Listed } from '../snapshot/read/all.ts';

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
  | 'permission'
  | 'resource'
  | 'application'
  | 'applicationMembership'
  | 'invitation';

/** A field that has other values in the two snapshots; what is not there has no value. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  /** Of a field that lists things, as a role its permissions: those that came, by id. */
  readonly added?: readonly Listed[];
  /** Those that went. */
  readonly removed?: readonly Listed[];
}

/** What a change does to what people and applications may do. */
export type Effect = 'gained' | 'lost';

/** What holders of a role gained, or lost, by a change of its permissions. */
export interface Touch {
  readonly effect: Effect;
  readonly permissions: readonly Listed[];
  /**
   * How many people that is: those who hold the role in both snapshots, and have one of the permissions in one of
   * them only. Who came to hold the role, or no longer does, is told by a change of their own.
   */
  readonly people: number;
  readonly applications: number;
  /** There may be more: a snapshot is incomplete where they would be. */
  readonly atLeast: boolean;
}

/** One difference between two snapshots. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly subject: Subject;
  /** Ids that tell the thing, joined by `/`: `<organization>/<user>/<role>` for a role assignment. */
  readonly id: string;
  /** Between two tenants, where that is a name: the ids that it has in them. */
  readonly ids?: { readonly before?: string; readonly after?: string };
  /** What to call it: a user's name for a membership, the role's name for a role assignment. */
  readonly label: string;
  /** The organization it lies in, where it lies in one. */
  readonly organizationId?: string;
  readonly organizationName?: string;
  /** The user it is about, where it is about one. */
  readonly userId?: string;
  readonly userLabel?: string;
  /** For `changed`: what changed, at least one field. Else all that it holds, or held. */
  readonly fields: readonly FieldChange[];
  /** Whether access was gained or lost by it, or both; empty where neither. */
  readonly effects: readonly Effect[];
  /** The access is by an organization role with permissions, or by a global role that not every new user gets. */
  readonly privileged: boolean;
  /** For a role whose permissions changed: whom that touches. Two tenants have no holder in common. */
  readonly touches?: readonly Touch[];
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
  /** The snapshots are of two tenants, whose ids never match: only roles and permissions were compared, by name. */
  readonly byName: boolean;
  /** Differences that are not among the changes: they may be holes in an incomplete snapshot. */
  readonly unsure: number;
  readonly changes: readonly Change[];
}
