import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Question } from '../question.ts';
import type { Subject } from '../text/documents.ts';
import { subjectOf } from '../text/documents.ts';
import { labelOf } from '../things.ts';

/** What a graph can be about. */
export const GRAPH_KINDS = ['user', 'application', 'organizationRole', 'globalRole', 'permission'] as const;
export type GraphKind = (typeof GRAPH_KINDS)[number];

/** What a graph is about. */
export interface GraphFocus {
  readonly kind: GraphKind;
  readonly id: string;
}

/** What a map shows. Plain data: it crosses threads, and is kept by the panel. */
export type MapPlace =
  /** People by roles of one organization; organizations by roles of the tenant where none is named. */
  | { readonly view: 'matrix'; readonly organizationId?: string }
  | {
      readonly view: 'graph';
      readonly of: GraphFocus;
      /** Only what is held in this organization. */
      readonly organizationId?: string;
      /** How many more of each stack are to be shown than at first, by the id of the stack. */
      readonly open: Readonly<Record<string, number>>;
    }
  /** Members and privileged holders over the kept snapshots. */
  | { readonly view: 'time'; readonly organizationId?: string };

/** What a place is called: the thing that it is about. */
export function placeTitle(snapshot: Snapshot, place: MapPlace): string {
  if (place.view === 'graph') return labelOf(snapshot, place.of.kind, place.of.id);
  const { organizationId } = place;
  return organizationId === undefined
    ? snapshot.info.tenantName
    : labelOf(snapshot, 'organization', organizationId);
}

/** The document that says the same as a place in words. */
export function placeSubject(place: MapPlace): Subject {
  const { view, organizationId } = place;
  if (view === 'graph' && organizationId !== undefined) return answerIn(organizationId, place.of);
  if (view === 'graph') return subjectOf(place.of.kind, place.of.id) ?? { kind: 'tenant' };
  return organizationId === undefined ? { kind: 'tenant' } : { kind: 'organization', id: organizationId };
}

/** What somebody has in one organization and why, or who has it there. */
function answerIn(organizationId: string, { kind, id }: GraphFocus): Subject {
  const question: Question =
    kind === 'user' || kind === 'application'
      ? { ask: 'why', holder: { kind, id }, organizationId }
      : { ask: 'whoCan', target: { kind, id }, organizationId };
  return { kind: 'answer', question };
}
