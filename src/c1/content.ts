import type { Snapshot } from '../snapshot/snapshot.ts';
import type { ExportProgress } from './progress.ts';
import type { ExportCounts, Tally } from './tally.ts';

/** What an export is made of, and what counts its rows. */
export interface Content {
  readonly snapshot: Snapshot;
  readonly tally: Tally;
  /** How many rows there will be, by what the snapshot says of itself. */
  readonly announced: ExportCounts;
  /** To be told now and then how far it is. */
  readonly tell: (progress: ExportProgress) => void;
  /** Begin a text with a byte order mark. */
  readonly bom: boolean;
  /** Whether it has more than C1's own connector reads: global roles, applications, roles as resources. */
  readonly extended: boolean;
}
