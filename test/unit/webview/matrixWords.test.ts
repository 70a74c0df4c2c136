import assert from 'node:assert/strict';
import { permissionWords, strengthOf } from '../../../src/webview/matrixWords.ts';

describe('The roles of a matrix', () => {
  const columns = [3, 1, 0].map((permissionCount, i) => ({
    ...{ id: `r${i}`, label: `r${i}`, permissionCount, total: 1 },
  }));
  const said = (knowsPermissions: boolean): string[] =>
    columns.map((column) => {
      const head = { columns, knowsPermissions };
      return `${strengthOf(column, head)}: ${permissionWords(column, head)}`;
    });

  it('have their colour by how many permissions they give', () =>
    assert.deepEqual(said(true), [
      'strongest: 3 permissions',
      'strong: 1 permission',
      'weak: no permissions',
    ]));

  it('give at least what is counted where not all permissions are known, and are unknown where none is', () =>
    assert.deepEqual(said(false), [
      'strongest: at least 3 permissions',
      'strong: at least 1 permission',
      'unknown: permissions unknown',
    ]));
});
