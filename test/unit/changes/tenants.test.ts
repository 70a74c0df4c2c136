import assert from 'node:assert/strict';
import { areOfTwoTenants, comparedName } from '../../../src/changes/tenants.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { WHOLE } from '../snapshot/support/rows.ts';

const infoOf = (baseUrl: string, tenantName = 'Acme'): SnapshotInfo => ({
  ...{ id: 'x', tenantId: 't', tenantName, baseUrl, startedAt: 1, endedAt: 2 },
  ...{ writtenBy: '0', requests: 1, verified: '', ...WHOLE },
  counts: {} as SnapshotInfo['counts'],
});

const ofTwo = (before: string, after: string): boolean =>
  areOfTwoTenants({ before: infoOf(before), after: infoOf(after) });

describe('Two compared snapshots', () => {
  it('are of two tenants where their addresses differ', () => {
    assert.equal(ofTwo('https://acme.logto.app', 'https://beta.logto.app'), true);
    assert.equal(ofTwo('https://logto.acme.example:3001', 'https://logto.acme.example:3002'), true);
    assert.equal(ofTwo('http://127.0.0.1:4000', 'http://localhost:4000'), true);
  });

  it('are of one tenant where their addresses are the same', () => {
    assert.equal(ofTwo('https://acme.logto.app', 'https://acme.logto.app'), false);
    assert.equal(ofTwo('https://acme.logto.app', 'https://acme.logto.app/'), false);
  });

  it('are of the one embedded demo, whatever its port', () =>
    assert.equal(ofTwo('http://127.0.0.1:40001', 'http://127.0.0.1:40002'), false));

  it('are called by both tenants, by their addresses where they have one name, and by the newer name where it is one', () => {
    const nameOf = (before: SnapshotInfo, after: SnapshotInfo, byName = false): string =>
      comparedName({ before, after, byName });
    const [one, other] = ['https://a.example', 'https://b.example'] as const;
    assert.equal(nameOf(infoOf(one, 'Staging'), infoOf(other, 'Production')), 'Staging → Production');
    assert.equal(nameOf(infoOf(one), infoOf(other)), 'https://a.example → https://b.example');
    assert.equal(nameOf(infoOf(one, 'Staging'), infoOf('', 'acme.c1z'), true), 'Staging → acme.c1z');
    assert.equal(nameOf(infoOf(one, 'Acme'), infoOf(one, 'Acme Group')), 'Acme Group');
  });
});
