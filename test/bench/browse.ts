import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf } from '../../src/access/answers/answer.ts';
import { explain } from '../../src/access/explain.ts';
import { find } from '../../src/access/find/find.ts';
import { PLAIN } from '../../src/access/nodes/look.ts';
import { rootNodes } from '../../src/access/nodes/roots.ts';
import { whoCan } from '../../src/access/whoCan.ts';
import { Random } from '../../src/demo/random.ts';
import { Snapshot } from '../../src/snapshot/snapshot.ts';
import { Drawing } from './browseDrawing.ts';
import type { BrowseWork } from './browseProcess.ts';
import { Expanding, memoryGrowthMB } from './browseTree.ts';
import { inProcess } from './inProcess.ts';
import { syncLargeTenant } from './largeSnapshot.ts';

const DRAWS = 1000;
/** A filter takes so long that it is enough to draw a few. */
const FILTERS = 100;

/** How long 19 of 20 random questions take at most, without the very first of each kind. Milliseconds. */
interface BrowseFigures {
  /** The first lines of a tree and those below its longest list, in a process that has read nothing yet. */
  readonly firstChildrenMs: number;
  readonly childrenP95Ms: number;
  /** The same where of each snapshot only what leads to the line was asked before. */
  readonly firstTimeChildrenP95Ms: number;
  /** The tree with a filter that nobody has asked for yet. */
  readonly filterP95Ms: number;
  readonly findP95Ms: number;
  readonly whoCanP95Ms: number;
  /** The same with the first lines of its tree and its summary, of a snapshot of which nothing was asked before. */
  readonly firstTimeWhoCanTreeP95Ms: number;
  readonly whyP95Ms: number;
  /** What 10,000 random expansions leave in memory. */
  readonly memoryGrowthMB: number;
}

/** Asks a large tenant at random. */
export async function benchBrowse(): Promise<BrowseFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-bench-'));
  const file = join(folder, 'a.snapshot');
  try {
    await syncLargeTenant(file);
    const work: BrowseWork = { kind: 'first children', file };
    const first = await inProcess<number>('./browseProcess.mjs', work);
    return { firstChildrenMs: first, ...measure(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each figure has a line, and a function of what is asked. */
function measure(file: string): Omit<BrowseFigures, 'firstChildrenMs'> {
  const snapshot = Snapshot.open(file);
  const memory = memoryGrowthMB(snapshot, new Random('memory'));
  const expanding = new Expanding(snapshot, new Random('children'));
  const draw = new Drawing(snapshot);
  const anew = new Anew(file);
  const figures = {
    childrenP95Ms: p95(() => expanding.draw()),
    firstTimeChildrenP95Ms: p95(() => expanding.drawIn(anew.open())),
    filterP95Ms: p95(() => {
      const look = { ...PLAIN, filter: draw.filter() };
      return () => rootNodes(snapshot, look)[1]?.children?.({ limit: 200 });
    }, FILTERS),
    findP95Ms: p95(() => {
      const query = draw.query();
      return () => find(snapshot, query, { limit: 200 });
    }),
    whoCanP95Ms: p95(() => {
      const [target, options] = [draw.target(), draw.page()];
      return () => whoCan(snapshot, target, options);
    }),
    firstTimeWhoCanTreeP95Ms: p95(() => {
      const [fresh, target] = [anew.open(), draw.target()];
      return () => answerOf(fresh, { ask: 'whoCan', target }).children({ limit: 200 });
    }),
    whyP95Ms: p95(() => {
      const id = draw.user().id;
      return () => explain(snapshot, { kind: 'user', id });
    }),
    memoryGrowthMB: memory,
  };
  anew.close();
  snapshot.close();
  return figures;
}

/** A snapshot that keeps nothing of what was asked before. */
class Anew {
  readonly #file: string;
  #last: Snapshot | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** Closes the last one. */
  open(): Snapshot {
    this.close();
    return (this.#last = Snapshot.open(this.#file));
  }

  close(): void {
    this.#last?.close();
  }
}

/** The 95th of a hundred, over random questions; the very first is not counted. */
function p95(question: () => () => unknown, draws = DRAWS): number {
  question()();
  const times = Array.from({ length: draws }, () => {
    const ask = question();
    const started = performance.now();
    ask();
    return performance.now() - started;
  });
  const sorted = times.sort((a, b) => a - b);
  return Math.round((sorted[Math.ceil(draws * 0.95) - 1] ?? 0) * 10) / 10;
}
