import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LARGE_NAME, writeLargeOrganization } from '../support/largeOrganization.ts';
import { MapPage } from '../ui/support/mapPage.ts';
import { Workbench } from '../ui/support/workbench.ts';
import type { ScrollFigures } from './map.ts';

const RUNS = 5;

/** What the page tells of a scroll: how long each frame took, and of those in which it worked for more than 50 ms how long. */
interface Scrolled {
  readonly times: readonly number[];
  readonly busy: readonly number[];
}

/** In the page: scrolls from the first row to the last, some eighty rows a frame. */
const SCROLL = `new Promise((resolve) => {
  const grid = document.querySelector('.grid');
  const end = grid.scrollHeight - grid.clientHeight;
  const steps = 150;
  const times = [];
  const busy = [];
  const keep = (entries) => busy.push(...entries.map(({ duration }) => duration));
  const watching = new PerformanceObserver((list) => keep(list.getEntries()));
  watching.observe({ type: 'long-animation-frame' });
  let [step, last] = [0, undefined];
  const frame = (now) => {
    if (last !== undefined) times.push(now - last);
    last = now;
    grid.scrollTop = (end * step) / steps;
    if (step++ < steps) requestAnimationFrame(frame);
    else keep(watching.takeRecords()), watching.disconnect(), resolve({ times, busy });
  };
  requestAnimationFrame(frame);
})`;

async function scrollThrough(map: MapPage): Promise<ScrollFigures> {
  const { times, busy } = await map.frame.evaluate<Scrolled>(SCROLL);
  const rounded = (ms: number): number => Math.round(ms * 10) / 10;
  const averageMs = rounded(times.reduce((sum, ms) => sum + ms, 0) / times.length);
  return { averageMs, worstMs: rounded(Math.max(...times)), busyMs: rounded(Math.max(0, ...busy)) };
}

async function measure(file: string): Promise<readonly ScrollFigures[]> {
  const workbench = await Workbench.start();
  try {
    await workbench.openContainer();
    await workbench.openFile(file);
    await workbench.expand('Access', /^northwind/, /^Organizations/);
    await workbench.chooseFromMenu('Access', new RegExp(`^${LARGE_NAME}`), 'Open Access Map');
    const map = await MapPage.of(workbench, LARGE_NAME);
    await workbench.page.waitForTimeout(3000); // until the workbench has come to rest
    const runs: ScrollFigures[] = [];
    while (runs.length < RUNS) runs.push(await scrollThrough(map));
    return runs;
  } finally {
    await workbench.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'logto-access-bench-'));
try {
  const file = join(folder, 'northwind.snapshot');
  writeLargeOrganization(file);
  const runs = await measure(file);
  process.send?.(runs, () => process.disconnect());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
