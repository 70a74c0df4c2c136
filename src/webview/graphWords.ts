import type { Graph, GraphNode, Layer } from '../access/map/graph.ts';

/** What the layers of a graph are called. */
export const LAYER_WORDS: Readonly<Record<Layer, string>> = {
  ...{ holder: 'People and applications', organization: 'Organizations' },
  ...{ role: 'Roles', permission: 'Permissions' },
};

/** What a node is, and where it leads, for those who do not see it. */
export function nodeLabel({ id, kind, label, detail, isFocus }: GraphNode, graph: Graph): string {
  const labelOf = new Map(graph.nodes.map((node) => [node.id, node.label]));
  const targets = graph.edges.filter(({ from }) => from === id).map(({ to }) => labelOf.get(to) ?? '');
  const what = kind === 'stack' ? `${label}, closed; press Enter to show more` : joined(label, detail);
  const leads = targets.length === 0 ? '' : `leads to ${targets.join(', ')}`;
  return joined(what, isFocus === true ? 'this graph is about it' : '', leads);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
