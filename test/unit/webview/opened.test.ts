import assert from 'node:assert/strict';
import type { Layer } from '../../../src/access/map/graph.ts';
import type { PlacedNode } from '../../../src/access/map/layout.ts';
import { firstOpened } from '../../../src/webview/opened.ts';

const node = (id: string, layer: Layer, y: number): PlacedNode => ({
  ...{ id, layer, x: 0, y, kind: 'user', label: id, detail: '' },
});

describe('A stack that was opened', () => {
  const opened = { stack: 'rest', layer: 'holder', known: new Set(['ada', 'rest', 'admin']) } as const;

  it('leads to the first of its layer that was not there before, as it is drawn', () => {
    const nodes = [
      ...[node('editor', 'role', 0), node('rest', 'holder', 300), node('cy', 'holder', 200)],
      ...[node('bob', 'holder', 100), node('ada', 'holder', 0), node('admin', 'role', 50)],
    ];
    assert.equal(firstOpened({ nodes }, opened)?.id, 'bob');
  });

  it('leads to itself where there was no room for more, and nowhere where it is gone too', () => {
    const nodes = [node('ada', 'holder', 0), node('rest', 'holder', 100)];
    assert.equal(firstOpened({ nodes }, opened)?.id, 'rest');
    assert.equal(firstOpened({ nodes: nodes.slice(0, 1) }, opened), undefined);
  });
});
