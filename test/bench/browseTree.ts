import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { find } from '../../src/access/find/find.ts';
import type { AccessNode } from '../../src/access/nodes/node.ts';
import { PLAIN, type Filter, type Look } from '../../src/access/nodes/look.ts';
import { rootNodes } from '../../src/access/nodes/roots.ts';
import type { Random } from '../../src/demo/random.ts';
import { Snapshot, type Page } from '../../src/snapshot/snapshot.ts';

/** So many are handed to VS Code at once. */
const PAGE = 200;
const EXPANSIONS = 10_000;

type Expansion = () => readonly AccessNode[];

/** A line of what the one before it opens on, and a page of what is below it. */
interface Step {
  readonly look: Look;
  readonly id: string;
  readonly page: Page;
  readonly expand: Expansion;
}

/** Sorted, grouped and filtered in every way that takes another path to the rows. */
const LOOKS: readonly Look[] = [
  PLAIN,
  look('newest', 'nothing'),
  look('name', 'initial'),
  look('lastSignIn', 'role'),
  look('newest', 'status'),
  { ...PLAIN, filter: filter({ text: 'an' }) },
  { ...PLAIN, filter: filter({ people: ['withoutOrganization'] }) },
  { ...PLAIN, filter: filter({ people: ['neverSignedIn'], roleNames: ['editor'] }) },
];

/** So often is one line after the other expanded before the tree is arranged anew. */
const EXPANSIONS_OF_A_LOOK = 125;

function look(order: Look['users']['order'], groupBy: Look['users']['groupBy']): Look {
  const people = { order, groupBy };
  return { users: people, members: people, organizations: PLAIN.organizations };
}

export function filter(parts: Partial<Filter>): Filter {
  return { text: '', people: [], roleNames: [], ...parts };
}

/** Draws lines of the tree, in one look after the other. */
export class Expanding {
  readonly #snapshot: Snapshot;
  readonly #random: Random;
  #drawn = 0;

  constructor(snapshot: Snapshot, random: Random) {
    this.#snapshot = snapshot;
    this.#random = random;
  }

  /** A line, by going down the tree at random, and a page of what is below it. */
  draw(): Expansion {
    return [...this.wayDown()].at(-1)?.expand ?? (() => []);
  }

  /** The same in a snapshot that was asked for nothing but what leads to the line. */
  drawIn(fresh: Snapshot): Expansion {
    const way = [...this.wayDown()];
    let expand: Expansion = () => rootNodes(fresh, way[0]?.look);
    for (const { id, page } of way) {
      const line = expand().find((one) => one.id === id);
      expand = () => line?.children?.(page).nodes ?? [];
    }
    return expand;
  }

  /** Expands a random line of what the last one opened on, again and again, and any page of it. */
  *wayDown(): Generator<Step> {
    const look = LOOKS[Math.floor(this.#drawn++ / EXPANSIONS_OF_A_LOOK) % LOOKS.length] ?? PLAIN;
    let nodes: readonly AccessNode[] = rootNodes(this.#snapshot, look);
    for (;;) {
      const lists = nodes.flatMap(({ id, children }) => (children === undefined ? [] : { id, children }));
      if (lists.length === 0) return;
      const { id, children } = this.#random.pick(lists);
      const last = Math.floor(Math.max(0, children({ limit: 1 }).total - 1) / PAGE);
      const page = { limit: PAGE, offset: PAGE * this.#random.between(0, last) };
      const expand = (): readonly AccessNode[] => children(page).nodes;
      yield { look, id, page, expand };
      if (this.#random.chance(0.25)) return;
      nodes = expand();
    }
  }
}

/** What opening a snapshot and showing its first lines and its first users takes. */
export function firstChildrenMs(file: string): number {
  const started = performance.now();
  const snapshot = Snapshot.open(file);
  const [organizations, users] = rootNodes(snapshot);
  users?.children?.({ limit: PAGE });
  organizations?.children?.({ limit: PAGE });
  const ms = performance.now() - started;
  snapshot.close();
  return Math.round(ms);
}

/** What many expansions leave in memory, which a view that kept what it once showed would not give back. */
export function memoryGrowthMB(snapshot: Snapshot, random: Random): number {
  const expanding = new Expanding(snapshot, random);
  expanding.draw()();
  find(snapshot, 'an', { limit: 1 }); // what is looked through is kept, and no expansion adds to it
  const before = rss();
  for (let expanded = 0; expanded < EXPANSIONS;)
    for (const { expand } of expanding.wayDown()) {
      expand();
      expanded++;
    }
  return Math.round((rss() - before) / 1e6);
}

/** What the process holds, without what nobody needs any more. */
function rss(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().rss;
}
