import type { Layer } from '../access/map/graph.ts';
import type { PlacedGraph, PlacedNode } from '../access/map/layout.ts';

/** A stack that was opened, and the nodes that were there before. */
export interface Opened {
  readonly stack: string;
  readonly layer: Layer;
  readonly known: ReadonlySet<string>;
}

/** Where one is after a stack was opened: at the first of what it stood for, or still at it where there is no room. */
export function firstOpened(
  { nodes }: Pick<PlacedGraph, 'nodes'>,
  { stack, layer, known }: Opened,
): PlacedNode | undefined {
  const fresh = nodes.filter((node) => node.layer === layer && !known.has(node.id));
  return fresh.sort((a, b) => a.y - b.y)[0] ?? nodes.find(({ id }) => id === stack);
}
