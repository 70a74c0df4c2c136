import type { Described } from '../things.ts';
import type { GraphKind } from './place.ts';

/** The layers of a graph, in the order in which access flows. */
export const LAYERS = ['holder', 'organization', 'role', 'permission'] as const;
export type Layer = (typeof LAYERS)[number];

/** Something in a graph, or a stack that stands for many. */
export interface GraphNode extends Described {
  /** `user:ID`, `organization:ID`, …, or the id of a stack. */
  readonly id: string;
  readonly kind: GraphKind | 'organization' | 'stack';
  readonly layer: Layer;
  /** The id of the thing; of a stack none. */
  readonly thingId?: string;
  /** How many things a stack stands for. */
  readonly count?: number;
  /** Whether a stack stays closed since the graph has no room for more of what it stands for. */
  readonly isFull?: boolean;
  /** Whether the graph is about it. */
  readonly isFocus?: boolean;
}

/** A step of a path: from a holder towards a permission. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

/** The surroundings of something. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** What the snapshot lacks that may have made more paths, in sentences. */
  readonly mayLack: readonly string[];
}

/** How large every node is drawn. */
export const NODE = { width: 190, height: 40 } as const;

/** So many nodes can be looked at; what is beyond stays in stacks. */
export const MOST_NODES = 300;

/** Makes a graph: each node and edge once, and never more than {@link MOST_NODES} and a few stacks. */
export class GraphBuilder {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();
  readonly #open: Readonly<Record<string, number>>;
  /** Stacks of which more was to be shown than there is room for. */
  readonly #full = new Set<string>();
  #kept = 0;

  constructor(open: Readonly<Record<string, number>>) {
    this.#open = open;
  }

  add(node: GraphNode): string {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node);
    return node.id;
  }

  link(from: string, to: string): void {
    this.#edges.set(JSON.stringify([from, to]), { from, to });
  }

  /** How many things of a stack are to be nodes of their own: so many at first, and those that were opened. */
  room(stackId: string, first: number): number {
    const wanted = this.#wanted(stackId, first);
    if (wanted > this.#free) this.#full.add(stackId);
    return Math.min(wanted, this.#free);
  }

  /** The first things of a stack that are to be nodes of their own, where each takes the room of so many nodes. */
  take<T>(stackId: string, first: number, things: Iterable<T>, nodesOf: (thing: T) => number): T[] {
    const [wanted, taken]: [number, T[]] = [this.#wanted(stackId, first), []];
    let free = this.#free;
    for (const thing of things) {
      if (taken.length === wanted) break;
      free -= nodesOf(thing);
      if (free < 0) {
        this.#full.add(stackId);
        break;
      }
      taken.push(thing);
    }
    return taken;
  }

  /** Keeps room for nodes that are still to come, or with a number below 0 gives it free for them. */
  keepRoom(nodes: number): void {
    this.#kept += nodes;
  }

  /** A stack for what has no node of its own. */
  stack(id: string, layer: Layer, count: number, label: string): string {
    const isFull = this.#full.has(id) && { isFull: true, detail: 'no room for more here' };
    return this.add({ id, kind: 'stack', layer, count, label, detail: '', ...isFull });
  }

  /** Adds the first of some things, and a stack for the rest; gives the node that stands for a thing by its id. */
  place<T extends { readonly id: string }>(
    things: readonly T[],
    stack: {
      readonly id: string;
      readonly layer: Layer;
      readonly first: number;
      readonly words: (n: number) => string;
    },
    nodeOf: (thing: T) => GraphNode,
  ): (id: string) => string {
    const shown = things.slice(0, this.room(stack.id, stack.first));
    const nodes = new Map(shown.map((thing) => [thing.id, this.add(nodeOf(thing))]));
    const rest = things.length - shown.length;
    if (rest > 0) this.stack(stack.id, stack.layer, rest, stack.words(rest));
    return (id) => nodes.get(id) ?? stack.id;
  }

  get #free(): number {
    return Math.max(0, MOST_NODES - this.#nodes.size - this.#kept);
  }

  #wanted(stackId: string, first: number): number {
    return first + (this.#open[stackId] ?? 0);
  }

  graph(mayLack: readonly string[]): Graph {
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()], mayLack };
  }
}
