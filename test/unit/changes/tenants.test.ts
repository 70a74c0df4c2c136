import assert from 'node:assert/strict';
import { areOfTwoTenants } from '../../../src/changes/tenants.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { WHOLE } from '../snapshot/support/rows.ts';

const infoOf = (baseUrl: string): SnapshotInfo => ({
  ...{ id: 'x', tenantId: 't', tenantName: 'Acme', baseUrl, startedAt: 1, endedAt: 2 },
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
});
