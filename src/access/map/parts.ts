import { readFailure, Snapshot } from '../../snapshot/snapshot.ts';
import { holderGraph } from './holderGraph.ts';
import { layOut, type PlacedGraph } from './layout.ts';
import { organizationMatrix, tenantMatrix, type MatrixHead, type MatrixRow } from './matrix.ts';
import type { MapPlace } from './place.ts';
import { targetGraph } from './targetGraph.ts';
import { timePoints, type KeptSnapshot, type TimePoint, type Unread } from './timeline.ts';

/** What is to be read for a map. */
export interface MapJob {
  readonly place: MapPlace;
  /** The file of the snapshot that is shown. */
  readonly file: string;
  /** All kept snapshots of the tenant, oldest first. */
  readonly kept: readonly KeptSnapshot[];
}

/** A part of what a map shows: plain data, to be handed over as soon as it is read. */
export type MapPart =
  | { readonly part: 'matrix'; readonly head: MatrixHead }
  | { readonly part: 'rows'; readonly rows: readonly MatrixRow[] }
  | { readonly part: 'graph'; readonly graph: PlacedGraph }
  | { readonly part: 'point'; readonly point: TimePoint }
  | { readonly part: 'unread'; readonly unread: Unread };

/** So many rows are handed over at a time. */
const ROWS = 500;

/** Reads what a map shows, part by part. */
export function* mapParts({ place, file, kept }: MapJob): Generator<MapPart> {
  if (place.view === 'time') {
    for (const one of timePoints(kept, place.organizationId))
      yield 'why' in one ? { part: 'unread', unread: one } : { part: 'point', point: one };
    return;
  }
  const snapshot = Snapshot.open(file);
  try {
    if (place.view === 'matrix') yield* matrixParts(snapshot, place.organizationId);
    else yield { part: 'graph', graph: layOut(graphOf(snapshot, place)) };
  } catch (error) {
    throw readFailure(file, error);
  } finally {
    snapshot.close();
  }
}

function* matrixParts(snapshot: Snapshot, organizationId: string | undefined): Generator<MapPart> {
  const matrix =
    organizationId === undefined ? tenantMatrix(snapshot) : organizationMatrix(snapshot, organizationId);
  yield { part: 'matrix', head: matrix.head };
  for (const rows of matrix.rows(ROWS)) yield { part: 'rows', rows };
}

function graphOf(
  snapshot: Snapshot,
  place: Extract<MapPlace, { view: 'graph' }>,
): ReturnType<typeof holderGraph> {
  const { kind, id } = place.of;
  return kind === 'user' || kind === 'application'
    ? holderGraph(snapshot, { kind, id }, place)
    : targetGraph(snapshot, { kind, id }, place);
}
