import assert from 'node:assert/strict';
import { LogtoClient } from '../../../src/logto/client.ts';
import { atPage, endpoints } from '../../../src/logto/endpoints.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

const RESOURCE = 'https://abc123.logto.app/api';

/** Lets requests pass as Logto Cloud does: so many a second, of which so many may come at once. */
class Bucket {
  refused = 0;
  readonly #perSecond: number;
  readonly #size: number;
  #left: number;
  #at = performance.now();

  constructor(perSecond: number, size: number) {
    this.#perSecond = perSecond;
    this.#size = size;
    this.#left = size;
  }

  readonly fault: Fault = ({ path }, response) => {
    if (!path.startsWith('/api/')) return undefined;
    const now = performance.now();
    this.#left = Math.min(this.#size, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    if (--this.#left >= 0) return answer(response, 200, [], { 'total-number': '0' }); // the embedded one is no Cloud
    this.#left = 0;
    this.refused++;
    return answer(response, 429, { message: 'Too many requests.' });
  };
}

/** Reads a tenant of Logto Cloud so often, all at once. */
function readOften(bucket: Bucket, times: number): Promise<void> {
  return withTenant({ fault: bucket.fault }, async (tenant) => {
    for (const { id } of tenant.data.resources.list())
      if (id === 'management-api') tenant.data.resources.update(id, { indicator: RESOURCE });
    const client = new LogtoClient({ ...tenant, resource: RESOURCE }, tenant.clientSecret);
    try {
      const reads = Array.from({ length: times }, () => client.read(atPage(endpoints.users(), 1)));
      for (const { total } of await Promise.all(reads)) assert.equal(total, 0);
    } finally {
      client.close();
    }
  });
}

describe('A tenant of Logto Cloud', function () {
  this.timeout(60_000);

  it('is asked no faster than its limit allows, so that it refuses nothing', async () => {
    const bucket = new Bucket(20, 20);
    await readOften(bucket, 80);
    assert.equal(bucket.refused, 0);
  });

  it('has every read answered in the end where somebody else takes half of the limit', async () => {
    const bucket = new Bucket(10, 5);
    await readOften(bucket, 40);
    assert.ok(bucket.refused > 0);
  });
});
