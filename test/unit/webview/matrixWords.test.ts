import assert from 'node:assert/strict';
import { leftOutWords, permissionWords, strengthOf } from '../../../src/webview/matrixWords.ts';

describe('What a matrix leaves out', () => {
  it('is said of a tenant and of an organization, and nothing where it leaves out nothing', () => {
    const said = (
      of: 'tenant' | 'organization',
      outside: number,
      globalHolders: number,
      applicationHolders = 0,
    ): string | undefined => leftOutWords({ of, outside, globalHolders, applicationHolders });
    assert.equal(
      said('tenant', 1200, 1),
      'Not shown: 1,200 people outside every organization, and global roles, which 1 person holds.',
    );
    assert.equal(said('tenant', 0, 2), 'Not shown: global roles, which 2 people hold.');
    assert.equal(said('tenant', 0, 0), undefined);
    assert.match(said('organization', 0, 2) ?? '', /^Not shown: global roles, which 2 members hold/);
    assert.equal(
      said('tenant', 1200, 1, 3),
      'Not shown: 1,200 people outside every organization, 3 applications that hold roles, and global roles, which 1 person holds.',
    );
    assert.equal(said('tenant', 0, 0, 1), 'Not shown: 1 application that holds roles.');
    assert.equal(said('organization', 0, 0, 1), 'Not shown: 1 application that holds roles here.');
    assert.match(
      said('organization', 0, 1, 2) ?? '',
      /^Not shown: 2 applications that hold roles here, and global roles, which 1 member holds/,
    );
  });
});

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
