import assert from 'node:assert/strict';
import { GRAPH_KINDS, placeSubject } from '../../../../src/access/map/place.ts';

describe('The text beside a map', () => {
  it('is of the tenant or the organization that a matrix or the time is of', () => {
    for (const view of ['matrix', 'time'] as const) {
      assert.deepEqual(placeSubject({ view }), { kind: 'tenant' });
      assert.deepEqual(placeSubject({ view, organizationId: 'o1' }), { kind: 'organization', id: 'o1' });
    }
  });

  it('is of what a graph is about, and tells no more than the graph where that is of one organization', () => {
    const subjects = GRAPH_KINDS.map((kind) => {
      const graph = { view: 'graph', of: { kind, id: 'x' }, open: {} } as const;
      return [placeSubject(graph), placeSubject({ ...graph, organizationId: 'o1' })];
    });
    const answer = (question: object): object => ({ kind: 'answer', question });
    const why = (kind: string): object =>
      answer({ ask: 'why', holder: { kind, id: 'x' }, organizationId: 'o1' });
    const whoCan = (kind: string): object =>
      answer({ ask: 'whoCan', target: { kind, id: 'x' }, organizationId: 'o1' });
    assert.deepEqual(subjects, [
      [{ kind: 'user', id: 'x' }, why('user')],
      [{ kind: 'application', id: 'x' }, why('application')],
      [{ kind: 'organizationRole', id: 'x' }, whoCan('organizationRole')],
      [{ kind: 'globalRole', id: 'x' }, whoCan('globalRole')],
      [answer({ ask: 'whoCan', target: { kind: 'permission', id: 'x' } }), whoCan('permission')],
    ]);
  });
});
