import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LARGE_NAME, writeLargeOrganization } from '../support/largeOrganization.ts';
import { MapPage } from '../ui/support/mapPage.ts';
import { Workbench } from '../ui/support/workbench.ts';
import type { ScrollFigures } from './map.ts';

const RUNS = 5;

/** In the page: scrolls from the first row to the last, some eighty rows a frame, and tells how long each frame took. */
const SCROLL = `new Promise((resolve) => {
  const grid = document.querySelector('.grid');
  const end = grid.scrollHeight - grid.clientHeight;
  const steps = 150;
  const times = [];
  let [step, last] = [0, undefined];
  const frame = (now) => {
    if (last !== undefined) times.push(now - last);
    last = now;
    grid.scrollTop = (end * step) / steps;
    if (step++ < steps) requestAnimationFrame(frame);
    else resolve(times);
  };
  requestAnimationFrame(frame);
})`;

async function scrollThrough(map: MapPage): Promise<ScrollFigures> {
  const times = await map.frame.evaluate<number[]>(SCROLL);
  const rounded = (ms: number): number => Math.round(ms * 10) / 10;
  const averageMs = rounded(times.reduce((sum, ms) => sum + ms, 0) / times.length);
  return { averageMs, worstMs: rounded(Math.max(...times)) };
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
