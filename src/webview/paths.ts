import type { GraphEdge } from '../access/map/graph.ts';
import type { PlacedGraph, PlacedNode } from '../access/map/layout.ts';

/** What lies on the paths through a node. */
export interface PathThrough<E extends GraphEdge> {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<E>;
}

/** Everything that leads to a node, and everything that it leads to. */
export function pathThrough<E extends GraphEdge>(edges: readonly E[], id: string): PathThrough<E> {
  const nodes = new Set([id]);
  const found = new Set<E>();
  const follow = (at: string, here: 'from' | 'to', there: 'from' | 'to'): void => {
    for (const edge of edges) {
      if (edge[here] !== at || found.has(edge)) continue;
      found.add(edge);
      nodes.add(edge[there]);
      follow(edge[there], here, there);
    }
  };
  follow(id, 'from', 'to');
  follow(id, 'to', 'from');
  return { nodes, edges: found };
}

/** The node that an arrow key leads to: along an edge, or the next one in the layer. */
export function nextNode(
  { nodes, edges }: Pick<PlacedGraph, 'nodes' | 'edges'>,
  from: PlacedNode,
  key: string,
): PlacedNode | undefined {
  const byHeight = nodes.toSorted((a, b) => a.y - b.y);
  const layer = byHeight.filter((node) => node.layer === from.layer);
  const nearest = (ids: readonly string[]): PlacedNode | undefined =>
    nodes
      .filter(({ id }) => ids.includes(id))
      .sort(
        (a, b) =>
          distance(a.x, from.x) - distance(b.x, from.x) || distance(a.y, from.y) - distance(b.y, from.y),
      )[0];
  switch (key) {
    case 'ArrowDown':
      return layer[layer.indexOf(from) + 1];
    case 'ArrowUp':
      return layer[layer.indexOf(from) - 1];
    case 'ArrowRight':
      return nearest(edges.filter((edge) => edge.from === from.id).map(({ to }) => to));
    case 'ArrowLeft':
      return nearest(edges.filter((edge) => edge.to === from.id).map((edge) => edge.from));
    case 'Home':
      return layer[0];
    case 'End':
      return layer.at(-1);
    default:
      return undefined;
  }
}

function distance(one: number, other: number): number {
  return Math.abs(one - other);
}
