import assert from 'node:assert/strict';
import { MOST_OF_NAME } from '../../../../src/access/map/messages.ts';
import { isPageState, parseMessage } from '../../../../src/vscode/map/where.ts';

describe('What VS Code kept for the page of a map', () => {
  const step = {
    place: { view: 'matrix', organizationId: 'acme' },
    ...{ filter: 'ada', scroll: 140.5, cell: { row: 300, column: 2 } },
  };
  const graph = { ...step, place: { view: 'graph', of: { kind: 'user', id: 'ada' }, open: { s: 50 } } };
  const state = { snapshotId: 's', ...step, back: [graph, { ...step, cell: { row: -1, column: 0 } }] };

  it('is gone on from where it is whole', () => {
    assert.ok(isPageState(state));
    assert.ok(isPageState({ ...state, back: [] }));
  });

  it('is left where a part of it is missing or is something else, as another version may have kept it', () => {
    for (const name of Object.keys(state)) {
      assert.ok(!isPageState({ ...state, [name]: undefined }), `without ${name}`);
      assert.ok(!isPageState({ ...state, [name]: false }), `with another ${name}`);
    }
    for (const name of Object.keys(step))
      assert.ok(!isPageState({ ...state, back: [{ ...step, [name]: undefined }] }), `back without ${name}`);
    for (const other of [undefined, null, 'matrix', [], { snapshotId: 's', place: step.place }])
      assert.ok(!isPageState(other));
  });
});

describe('A message of the page of a map', () => {
  it('may have a name as long as the page sends one', () => {
    const save = { type: 'save', format: 'svg', data: '<svg ', name: 'x'.repeat(MOST_OF_NAME) };
    assert.deepEqual(parseMessage(save), save);
    assert.equal(parseMessage({ ...save, name: `${save.name}x` }), undefined);
  });
});
