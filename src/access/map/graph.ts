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

/** Makes a graph: each node and edge once, and never more than {@link MOST_NODES} and the stacks. */
export class GraphBuilder {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();
  readonly #open: Readonly<Record<string, number>>;

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
    return Math.max(0, Math.min(first + (this.#open[stackId] ?? 0), MOST_NODES - this.#nodes.size));
  }

  /** A stack for what has no node of its own. */
  stack(id: string, layer: Layer, count: number, label: string): string {
    return this.add({ id, kind: 'stack', layer, count, label, detail: '' });
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

  graph(mayLack: readonly string[]): Graph {
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()], mayLack };
  }
}
