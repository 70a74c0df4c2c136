import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timePoints } from '../../src/access/map/timeline.ts';
import { syncLargeTenant } from './largeSnapshot.ts';

const ROOT = new URL('../../', import.meta.url); // of out/bench, as of test/bench
const PAGE = new URL('dist/webview/', ROOT);

/** One scroll through all rows of a matrix. */
export interface ScrollFigures {
  readonly averageMs: number;
  readonly worstMs: number;
}

/** What the access map costs. */
interface MapFigures {
  /** The longest frame of a scroll through 12,000 rows in a real workbench: the mean of the runs. */
  readonly frameMs: number;
  readonly averageFrameMs: number;
  readonly runs: readonly ScrollFigures[];
  /** The page: script and style. */
  readonly bundleKB: number;
  /** A point of the view over time, of a snapshot of the large tenant. */
  readonly timePointMs: number;
}

/** Scrolls through the matrix of a large organization, and counts a large tenant as the view over time does. */
export async function benchMap(): Promise<MapFigures> {
  const runs = await scrolls();
  return {
    frameMs: mean(runs.map(({ worstMs }) => worstMs)),
    averageFrameMs: mean(runs.map(({ averageMs }) => averageMs)),
    ...{ runs, bundleKB: pageKB(), timePointMs: await timePointMs() },
  };
}

/** In a process that is not bundled, since it starts the workbench of the tests. */
async function scrolls(): Promise<readonly ScrollFigures[]> {
  execFileSync(process.execPath, ['package.mjs', '--here', 'logto-access.vsix'], {
    cwd: ROOT,
    stdio: 'ignore',
  });
  const child = fork(new URL('test/bench/mapProcess.ts', ROOT));
  const told = once(child, 'message').then(([runs]) => runs as readonly ScrollFigures[]);
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`The workbench ended with ${String(code)}`);
  });
  return Promise.race([told, ended]);
}

function pageKB(): number {
  const files = readdirSync(PAGE).filter((name) => !name.endsWith('.map'));
  return Math.round(files.reduce((sum, name) => sum + statSync(new URL(name, PAGE)).size, 0) / 1024);
}

async function timePointMs(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-bench-'));
  try {
    const file = join(folder, 'a.snapshot');
    await syncLargeTenant(file);
    const started = performance.now();
    for (const point of timePoints([{ file, at: 0 }]))
      if (!('members' in point) || point.members === 0) throw new Error('nobody was counted');
    return Math.round(performance.now() - started);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mean(values: readonly number[]): number {
  return Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10) / 10;
}
