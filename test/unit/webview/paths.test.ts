import assert from 'node:assert/strict';
import { LAYERS, type Layer } from '../../../src/access/map/graph.ts';
import type { PlacedNode } from '../../../src/access/map/layout.ts';
import { nextNode, pathThrough } from '../../../src/webview/paths.ts';

const edge = (from: string, to: string): { from: string; to: string; points: [] } => ({
  from,
  to,
  points: [],
});
const EDGES = [
  edge('ada', 'acme'),
  edge('ada', 'zeta'),
  edge('acme', 'admin'),
  edge('zeta', 'editor'),
  edge('ada', 'everyone'),
];

describe('The paths through a node', () => {
  it('are all that leads to it and all that it leads to, and nothing beside', () => {
    const { nodes, edges } = pathThrough(EDGES, 'acme');
    assert.deepEqual([...nodes].sort(), ['acme', 'ada', 'admin']);
    assert.deepEqual([...edges], [EDGES[2], EDGES[0]]);
    assert.equal(pathThrough(EDGES, 'ada').nodes.size, 6);
  });
});

describe('An arrow key in a graph', () => {
  const node = (id: string, layer: Layer, y: number): PlacedNode => ({
    ...{ id, layer, y, x: LAYERS.indexOf(layer) * 300, kind: 'stack', label: id, detail: '' },
  });
  const nodes = [
    ...[node('ada', 'holder', 50), node('zeta', 'organization', 80), node('acme', 'organization', 0)],
    ...[node('admin', 'role', 0), node('editor', 'role', 80), node('everyone', 'role', 50)],
  ];
  const from = (id: string, key: string): string | undefined =>
    nextNode(
      { nodes, edges: EDGES },
      nodes.find((one) => one.id === id)!,
      key,
    )?.id;

  it('leads up and down within a layer, as it is drawn', () => {
    assert.equal(from('acme', 'ArrowDown'), 'zeta');
    assert.equal(from('zeta', 'ArrowUp'), 'acme');
    assert.equal(from('zeta', 'ArrowDown'), undefined);
    assert.equal(from('zeta', 'Home'), 'acme');
    assert.equal(from('acme', 'End'), 'zeta');
  });

  it('leads left and right along an edge, to the nearest end in the nearest layer', () => {
    assert.equal(from('ada', 'ArrowRight'), 'zeta', 'and not the role at the same height');
    assert.equal(from('admin', 'ArrowLeft'), 'acme');
    assert.equal(from('admin', 'ArrowRight'), undefined);
    assert.equal(from('admin', 'a'), undefined);
  });
});
