import type { Graph, GraphNode, Layer } from '../access/map/graph.ts';

/** What the layers of a graph are called. */
export const LAYER_WORDS: Readonly<Record<Layer, string>> = {
  ...{ holder: 'People and applications', organization: 'Organizations' },
  ...{ role: 'Roles', permission: 'Permissions' },
};

/** What a node is, and where it leads, for those who do not see it. */
export function nodeLabel(node: GraphNode, graph: Graph): string {
  const { id, kind, label, detail, isFocus } = node;
  const nameOf = namesIn(graph);
  const targets = graph.edges.filter(({ from }) => from === id).map(({ to }) => nameOf(to));
  const what = kind === 'stack' ? stackLabel(node) : joined(label, detail);
  const leads = targets.length === 0 ? '' : `leads to ${targets.join(', ')}`;
  return joined(what, isFocus === true ? 'this graph is about it' : '', leads);
}

/** What the nodes of a graph are called where something leads to them: with their detail where others have the same name. */
export function namesIn({ nodes }: Graph): (id: string) => string {
  const nodesBy = Map.groupBy(nodes, ({ label }) => label);
  const names = nodes.map(({ id, label, detail }) => {
    const isAlone = nodesBy.get(label)?.length === 1;
    return [id, isAlone || detail === '' ? label : `${label} (${detail})`] as const;
  });
  const nameOf = new Map(names);
  return (id) => nameOf.get(id) ?? id;
}

function stackLabel({ label, isFull }: GraphNode): string {
  if (isFull === true) return `${label}, there is no room for more here; open it as text to see all`;
  return `${label}, closed; press Enter to show more`;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
