import assert from 'node:assert/strict';
import { isToPage } from '../../../src/webview/check.ts';

describe('A message to the page of a map', () => {
  for (const message of [
    { type: 'resume' },
    { type: 'go', where: { snapshotId: 's', place: { view: 'matrix' } } },
    {
      type: 'place',
      request: 1,
      crumbs: [{ label: 'Acme', place: { view: 'matrix' } }],
      source: 'as of today',
    },
    { type: 'part', request: 1, part: { part: 'rows', rows: [] } },
    { type: 'done', request: 1 },
    { type: 'failed', request: 1, message: 'no' },
  ])
    it(`is taken where it is a whole ${message.type}`, () => {
      assert.ok(isToPage(message));
      const { type } = message;
      if (type !== 'resume') assert.ok(!isToPage({ type }));
    });

  it('is not taken where it is of no known kind, or nothing at all', () => {
    for (const message of [
      null,
      undefined,
      'done',
      7,
      {},
      { type: 'toString' },
      { type: 'show', request: 1 },
    ])
      assert.ok(!isToPage(message));
  });
});
