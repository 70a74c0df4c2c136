import assert from 'node:assert/strict';
import type { MatrixRow } from '../../../src/access/map/matrix.ts';
import { Rows } from '../../../src/webview/rows.ts';

const row = (id: string, label: string, cluster = 0, detail = ''): MatrixRow => ({
  ...{ id, label, detail, cluster },
  ...{ total: 0, cells: [] },
});
const idsOf = (rows: Rows): string[] => rows.shown.map(({ id }) => id);

describe('The rows of a matrix in the page', () => {
  it('are found by a part of name or detail, whatever its case and accents, also those that come later', () => {
    const rows = new Rows();
    rows.add([row('1', 'Ágnes'), row('2', 'Bob', 0, 'bob@agnes.example')]);
    rows.filter('AGN');
    assert.deepEqual(idsOf(rows), ['1', '2']);
    rows.add([row('3', 'Magnus'), row('4', 'Eve')]);
    assert.deepEqual(idsOf(rows), ['1', '2', '3']);
    assert.ok(rows.isFiltered);
    rows.filter(' ');
    assert.ok(!rows.isFiltered);
    assert.deepEqual(idsOf(rows), ['1', '2', '3', '4']);
  });

  it('know where a cluster begins among those that are shown', () => {
    const rows = new Rows();
    rows.add([row('1', 'Ada', 0), row('2', 'Bob', 1), row('3', 'Ben', 1)]);
    assert.equal(rows.startOf(1), 1);
    rows.filter('ben');
    assert.equal(rows.startOf(1), 0);
    assert.equal(rows.startOf(0), -1);
  });
});
