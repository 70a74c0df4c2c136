import type { Place } from '../snapshot/lacks/missing.ts';
import type { OrganizationRole, SnapshotInfo } from '../snapshot/model.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Finding, FoundIn, Severity, Sight } from './model.ts';
import type { Names } from './names.ts';
import type { ThresholdName, Thresholds } from './thresholds.ts';

/** What a rule judges. */
export interface Judged {
  readonly snapshot: Snapshot;
  readonly thresholds: Thresholds;
  /** The snapshot's own time: the same snapshot always gives the same findings. */
  readonly at: number;
  /** The most privileged organization roles for people; undefined where that is not known. */
  readonly privileged: readonly OrganizationRole[] | undefined;
  readonly names: Names;
}

/** What only some syncs ask for. */
export interface AskedFor {
  /** In words, with the setting by which a sync asks for it. */
  readonly what: string;
  readonly wasAsked: (info: SnapshotInfo) => boolean;
  /** Whether it was asked about what a finding names. */
  readonly wasAskedOf: (snapshot: Snapshot, finding: Finding) => boolean;
}

/** Something that may be wrong in a tenant, and how to see it. */
export interface Rule {
  /** Stable, since settings and suppressions name it. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do in Logto Console. */
  readonly whatToDo: string;
  /** The page of Logto's documentation. */
  readonly documentation: string;
  readonly thresholds?: readonly ThresholdName[];
  /**
   * What it sees, sorted by ids and organization (bytewise), so that two snapshots can be compared side by side. What
   * an incomplete snapshot may only lack is nothing that it sees.
   */
  readonly judge: (judged: Judged) => Iterable<Sight>;
  /** How many of these there are, wherever there are any; for rules of which that takes much less. */
  readonly count?: (judged: Judged) => readonly FoundIn[];
  /** Lists from which a finding is read: what lacks some of them does not say that it is not so. */
  readonly reads: (finding: Finding) => readonly Place[];
  /** Lists of which nothing may be missing, lest "not known" be told as "none": else it sees nothing. */
  readonly whole?: readonly Place[];
  /** Whether the members of an organization must be whole too for what it sees there. */
  readonly wholeMembers?: boolean;
  /** Lists of which it judges what was read, but nothing where a C1 file does not carry them. */
  readonly known?: readonly Place[];
  /** What only some syncs ask for, where it judges by that. */
  readonly asksFor?: AskedFor;
}

export const DAY_MS = 24 * 3600 * 1000;
