import assert from 'node:assert/strict';
import sinon from 'sinon';
import { CancelledError } from '../../../src/errors.ts';
import { Concurrency } from '../../../src/logto/concurrency.ts';
import { paceOf, Pacer, Turns } from '../../../src/logto/pacer.ts';

/** Asks a made-up server 4,000 times on a clock of its own; gives how many at once there were at the end. */
async function settle(
  most: number,
  latencyMs: (atOnce: number) => number,
  busy: (atOnce: number) => number = () => 0,
  begin: (concurrency: Concurrency) => void = () => undefined,
): Promise<number> {
  const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'performance'], loopLimit: 100_000 });
  try {
    const concurrency: Concurrency = new Concurrency(most, undefined, () => busy(concurrency.current));
    begin(concurrency);
    let under = 0;
    const request = async (): Promise<void> => {
      under++;
      await new Promise((resolve) => setTimeout(resolve, latencyMs(under)));
      under--;
    };
    const all = Promise.all(Array.from({ length: 4000 }, () => concurrency.run(request)));
    await clock.runAllAsync();
    await all;
    return concurrency.current;
  } finally {
    clock.restore();
  }
}

describe('The number of requests at once', () => {
  it('settles near the point from which more at once only wait longer', async () => {
    const found = await settle(64, (atOnce) => 100 * Math.max(1, atOnce / 16));
    assert.ok(found >= 12 && found <= 28, String(found));
  });

  it('grows to what it may where the server never slows down', async () => {
    assert.equal(await settle(32, () => 100), 32);
  });

  it('goes back from where more at once make a server slower', async () => {
    const found = await settle(64, (atOnce) => 100 * Math.max(1, (atOnce / 16) ** 2));
    assert.ok(found <= 20, String(found));
  });

  it('is not lowered, not even to try, where no answer waits for another', async () => {
    const seen = new Set<number>();
    await settle(
      16,
      () => 100,
      (atOnce) => {
        seen.add(atOnce);
        return 0;
      },
    );
    assert.deepEqual([...seen], [16]);
  });

  it('comes down to eight for a small server that is no slower for it', async () => {
    assert.equal(await settle(16, (atOnce) => 100 * Math.max(1, atOnce / 4)), 8);
  });

  it('comes down to eight where this thread has little time left, and no lower, since that would not help', async () => {
    for (const busy of [(atOnce: number) => atOnce / 8, () => 1])
      assert.equal(await settle(64, () => 100, busy), 8);
  });

  it('never is more than the setting says', async () => {
    assert.equal(await settle(3, () => 100), 3);
  });

  it('is halved when the server refuses, and grows again to what it was', async () => {
    const seen: number[] = [];
    const found = await settle(
      16,
      () => 100,
      (atOnce) => {
        seen.push(atOnce);
        return 0;
      },
      (concurrency) => {
        assert.equal(concurrency.current, 16);
        concurrency.stepDown();
      },
    );
    assert.equal(seen[0], 8);
    assert.equal(found, 16);
    assert.ok(seen.indexOf(16) < seen.length / 2, seen.join());
  });
});

describe('A pace', () => {
  it('begins no more requests in a second than the server takes', async () => {
    const pacer = new Pacer({ most: 16, perSecond: 100 });
    const started = performance.now();
    await Promise.all(Array.from({ length: 21 }, () => pacer.run(() => Promise.resolve(), undefined)));
    assert.ok(
      performance.now() - started >= 195,
      'twenty intervals of 10 ms lie between the first and the last',
    );
  });

  it('is one for two who ask the same tenant, and lets neither ask where it refused the other', async () => {
    const turns = new Turns();
    const [one, other] = [16, 1].map((most) => new Pacer({ most, perSecond: 100, turns })) as [Pacer, Pacer];
    const ask = (pacer: Pacer, times: number): Promise<unknown>[] =>
      Array.from({ length: times }, () => pacer.run(() => Promise.resolve(), undefined));
    const started = performance.now();
    await Promise.all([...ask(one, 11), ...ask(other, 10)]);
    assert.ok(performance.now() - started >= 195, 'as many intervals as of one who asks for both');
    one.backOff(80);
    const refused = performance.now();
    await Promise.all(ask(other, 1));
    assert.ok(performance.now() - refused >= 75);
  });

  it('is 20 a second for a tenant of Logto Cloud, behind its own domain too, and has no limit for another', () => {
    const at = (baseUrl: string, resource: string) => paceOf({ baseUrl, resource }).perSecond;
    assert.equal(at('https://acme.logto.app', 'https://acme.logto.app/api'), 20);
    assert.equal(at('https://id.acme.example', 'https://a1b2c3.logto.app/api'), 20);
    assert.equal(at('https://id.acme.example', 'https://default.logto.app/api'), undefined);
  });

  it('lets nobody ask for as long as the server told one of them to wait', async () => {
    const pacer = new Pacer({ most: 16 });
    pacer.backOff(80);
    const started = performance.now();
    await Promise.all(Array.from({ length: 8 }, () => pacer.run(() => Promise.resolve(), undefined)));
    assert.ok(performance.now() - started >= 75);
  });

  it('is halved once for all requests that are refused together', () => {
    const pacer = new Pacer({ most: 16 });
    for (let refused = 0; refused < 12; refused++) pacer.backOff(1000);
    assert.equal(pacer.atOnce, 8);
  });

  it('ends a wait when it is cancelled', async () => {
    const pacer = new Pacer({ most: 1 });
    pacer.backOff(60_000);
    const abort = new AbortController();
    const waiting = pacer.run(() => Promise.resolve(), abort.signal);
    abort.abort();
    await assert.rejects(waiting, CancelledError);
  });
});
