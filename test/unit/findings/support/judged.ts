import { join } from 'node:path';
import { noticesOf } from '../../../../src/findings/found.ts';
import { judge, judgedOf } from '../../../../src/findings/judge.ts';
import type { Finding } from '../../../../src/findings/model.ts';
import type { Judged } from '../../../../src/findings/rule.ts';
import {
  DEFAULT_SETTINGS,
  DEFAULT_THRESHOLDS,
  type FindingSettings,
  type Thresholds,
} from '../../../../src/findings/thresholds.ts';
import type { SnapshotInfo } from '../../../../src/snapshot/model.ts';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { withFolder, withSnapshot } from '../../../support/snapshots.ts';
import { writeSnapshot, type Rows } from '../../snapshot/support/rows.ts';

/** How a hand-made snapshot is judged. */
export interface How {
  readonly info?: Partial<SnapshotInfo>;
  readonly thresholds?: Partial<Thresholds>;
}

/** Everything that is found in a hand-made snapshot. */
export function findingsIn(rows: Rows, { info, thresholds }: How = {}): Promise<Finding[]> {
  return withWritten(rows, info, (snapshot) => [...judge(snapshot, settingsWith(thresholds))]);
}

/** What is told of how it is judged. */
export function noticesIn(rows: Rows, { info, thresholds }: How = {}): Promise<string[]> {
  return withWritten(rows, info, (snapshot) => noticesOf(snapshot, { settings: settingsWith(thresholds) }));
}

function settingsWith(thresholds: Partial<Thresholds> = {}): FindingSettings {
  return { ...DEFAULT_SETTINGS, thresholds: { ...DEFAULT_THRESHOLDS, ...thresholds } };
}

/** Looks at what rules judge a hand-made snapshot by. */
export function withJudged(rows: Rows, look: (judged: Judged) => void): Promise<void> {
  return withWritten(rows, {}, (snapshot) => look(judgedOf(snapshot, DEFAULT_SETTINGS)));
}

function withWritten<T>(
  rows: Rows,
  info: Partial<SnapshotInfo> | undefined,
  look: (snapshot: Snapshot) => T,
): Promise<T> {
  return withFolder((folder) => {
    const file = join(folder, 'a.snapshot');
    writeSnapshot(file, rows, { endedAt: NOW, ...info });
    return withSnapshot(file, look);
  });
}

/** What one rule saw there. */
export async function seenBy(rule: string, rows: Rows, how?: How): Promise<string[]> {
  return (await findingsIn(rows, how)).filter((finding) => finding.rule === rule).map(({ saw }) => saw);
}

/** When hand-made snapshots that are judged were finished. */
export const NOW = Date.UTC(2026, 5, 1);

export const daysAgo = (days: number): number => NOW - days * 24 * 3600 * 1000;
