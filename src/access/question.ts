import type { HolderId } from '../snapshot/read/accessOf.ts';
import type { RoleId } from './compare.ts';
import type { TargetId } from './target.ts';

/** Somebody, or a role, whose access can be laid beside another's. */
export type Comparable = HolderId | RoleId;

/** Who holds a permission or a role: anywhere, or in one organization. */
export interface WhoCanQuestion {
  readonly ask: 'whoCan';
  readonly target: TargetId;
  readonly organizationId?: string;
}

/** Why somebody has access: to anything anywhere, or in one organization, or to one permission. */
export interface WhyQuestion {
  readonly ask: 'why';
  readonly holder: HolderId;
  readonly organizationId?: string;
  readonly scopeId?: string;
}

/** What two people, or two roles, have together and each alone. */
export interface CompareQuestion {
  readonly ask: 'compare';
  readonly first: Comparable;
  readonly second: Comparable;
}

/** A question about a snapshot. Plain data, so that it can be part of a document's address. */
export type Question = WhoCanQuestion | WhyQuestion | CompareQuestion;
