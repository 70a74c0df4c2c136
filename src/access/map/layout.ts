import { Graph as Dagre, layout, type Point } from '@dagrejs/dagre';
import { LAYERS, NODE, type Graph, type GraphEdge, type GraphNode, type Layer } from './graph.ts';

/** The room between nodes. */
const GAP = { x: 56, y: 12 } as const;

/** A node with the place of its upper left corner. */
export type PlacedNode = GraphNode & Point;

/** An edge with the points that it runs through. */
export interface PlacedEdge extends GraphEdge {
  readonly points: readonly Point[];
}

/** A graph with a place for everything, layer beside layer. */
export interface PlacedGraph extends Omit<Graph, 'nodes' | 'edges'> {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly layers: readonly { readonly layer: Layer; readonly x: number }[];
  readonly width: number;
  readonly height: number;
}

/** Lays a graph out from left to right, with as few crossings as can be had. */
export function layOut(graph: Graph): PlacedGraph {
  const layers = LAYERS.filter((layer) => graph.nodes.some((node) => node.layer === layer));
  const columnOf = new Map(graph.nodes.map(({ id, layer }) => [id, layers.indexOf(layer)]));
  const spanOf = ({ from, to }: GraphEdge): number => (columnOf.get(to) ?? 0) - (columnOf.get(from) ?? 0);
  const dagre = new Dagre();
  dagre.setGraph({ rankdir: 'LR', nodesep: GAP.y, ranksep: GAP.x, edgesep: GAP.y });
  for (const { id } of graph.nodes) dagre.setNode(id, { ...NODE });
  for (const edge of graph.edges) dagre.setEdge(edge.from, edge.to, { minlen: spanOf(edge) });
  layout(dagre);
  const xOf = (column: number): number => column * (NODE.width + GAP.x);
  const upright = uprightIn(graph, dagre);
  const nodes = graph.nodes.map((node) => {
    const y = Math.round(upright(dagre.node(node.id)).y - NODE.height / 2);
    return { ...node, x: xOf(columnOf.get(node.id) ?? 0), y };
  });
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const edges = graph.edges.map((edge) => {
    const bends = spanOf(edge) > 1 ? dagre.edge(edge.from, edge.to).points.slice(1, -1).map(upright) : [];
    return { ...edge, points: [rightOf(nodeOf.get(edge.from)), ...bends, leftOf(nodeOf.get(edge.to))] };
  });
  return {
    ...{ ...graph, nodes, edges, layers: layers.map((layer, column) => ({ layer, x: xOf(column) })) },
    width: xOf(layers.length) - GAP.x,
    height: Math.max(...nodes.map(({ y }) => y + NODE.height)),
  };
}

/**
 * Turns points upside down where Dagre has drawn the graph so: names are to run from A to Z, and what stands for the rest
 * is to be last. It takes either way, since both have as many crossings.
 */
function uprightIn({ nodes }: Graph, dagre: Dagre): (point: Point) => Point {
  const yOf = ({ id }: GraphNode): number => dagre.node(id).y;
  const steps = LAYERS.flatMap((layer) => {
    const column = nodes.filter((node) => node.layer === layer);
    return column.slice(1).map((node, i) => Math.sign(yOf(node) - yOf(column[i] ?? node)));
  });
  const isUpsideDown = steps.reduce((sum, step) => sum + step, 0) < 0;
  const height = Math.max(0, ...nodes.map((node) => yOf(node) + NODE.height / 2));
  return isUpsideDown ? ({ x, y }) => ({ x, y: height - y }) : (point) => point;
}

function leftOf({ x, y }: Point = { x: 0, y: 0 }): Point {
  return { x, y: y + NODE.height / 2 };
}

function rightOf(point: Point = { x: 0, y: 0 }): Point {
  return leftOf({ x: point.x + NODE.width, y: point.y });
}
