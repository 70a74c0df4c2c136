import { join } from 'node:path';
import { judge } from '../../../../src/findings/judge.ts';
import type { Finding } from '../../../../src/findings/model.ts';
import {
  DEFAULT_SETTINGS,
  DEFAULT_THRESHOLDS,
  type Thresholds,
} from '../../../../src/findings/thresholds.ts';
import type { SnapshotInfo } from '../../../../src/snapshot/model.ts';
import { withFolder, withSnapshot } from '../../../support/snapshots.ts';
import { writeSnapshot, type Rows } from '../../snapshot/support/rows.ts';

/** How a hand-made snapshot is judged. */
export interface How {
  readonly info?: Partial<SnapshotInfo>;
  readonly thresholds?: Partial<Thresholds>;
}

/** Everything that is found in a hand-made snapshot. */
export function findingsIn(rows: Rows, { info, thresholds }: How = {}): Promise<Finding[]> {
  return withFolder((folder) => {
    const file = join(folder, 'a.snapshot');
    writeSnapshot(file, rows, { endedAt: NOW, ...info });
    const settings = { ...DEFAULT_SETTINGS, thresholds: { ...DEFAULT_THRESHOLDS, ...thresholds } };
    return withSnapshot(file, (snapshot) => [...judge(snapshot, settings)]);
  });
}

/** What one rule saw there. */
export async function seenBy(rule: string, rows: Rows, how?: How): Promise<string[]> {
  return (await findingsIn(rows, how)).filter((finding) => finding.rule === rule).map(({ saw }) => saw);
}

/** When hand-made snapshots that are judged were finished. */
export const NOW = Date.UTC(2026, 5, 1);

export const daysAgo = (days: number): number => NOW - days * 24 * 3600 * 1000;
