import assert from 'node:assert/strict';
import { TransientError } from '../../../src/logto/failures.ts';
import { withRetry } from '../../../src/logto/retry.ts';
import { endpoints } from '../../../src/logto/endpoints.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { answer, firstTimes, withTenant } from '../../support/tenant.ts';

/** How long a request waits that is told once to come back after `retryAfterMs`. */
async function waitAfter(retryAfterMs: number): Promise<number> {
  const start = performance.now();
  let tried = 0;
  await withRetry({ attempts: 2, baseDelayMs: 100, maxDelayMs: 1000 }, undefined, () => {
    if (tried++ > 0) return Promise.resolve();
    throw new TransientError('Too many.', { code: 'http.429', hint: 'Wait.', retryAfterMs });
  });
  return performance.now() - start;
}

describe('A request that Logto limits', () => {
  it('waits at least as long as was asked, and not as long as the others that wait', async () => {
    const waits = await Promise.all(Array.from({ length: 30 }, () => waitAfter(150)));
    assert.ok(Math.min(...waits) >= 149, String(waits)); // timers count whole ms
    assert.ok(Math.max(...waits) - Math.min(...waits) > 20, String(waits));
  });

  for (const [seconds, words] of [
    ['45', '45 seconds'],
    ['300', '5 minutes'],
    ['301', '6 minutes'],
  ] as const) {
    it(`gives up at once where it would wait too long, and says how long Logto asks to wait: ${words}`, async () => {
      const fault = firstTimes(
        9,
        '/api/users',
        (response) => void answer(response, 429, {}, { 'retry-after': seconds }),
      );
      const client = { retry: { attempts: 4, maxDelayMs: 30_000 } };
      await withTenant({ fault, client }, async (tenant, logto) => {
        const error = await accessErrorOf(logto.read(endpoints.users()));
        assert.equal(error.code, 'http.429');
        assert.equal(
          error.message,
          `Logto is limiting requests (429) for /api/users. It asks to wait ${words}.`,
        );
        assert.match(error.hint ?? '', new RegExp(`Try again in ${words}`));
        assert.equal(tenant.requests.byMethod.GET, 1);
      });
    });
  }
});
