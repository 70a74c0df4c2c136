import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { TenantProfile } from '../../../../src/credentials/tenants.ts';
import { Schedule } from '../../../../src/vscode/syncs/schedule.ts';
import type { Interval } from '../../../../src/vscode/settings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A window with fake time: what is connected, how old its snapshots are, and which syncs the schedule started. */
class Window {
  interval: Interval = 'hourly';
  readonly syncedAt = new Map<string, number>();
  readonly running = new Set<string>();
  readonly synced: string[] = [];
  readonly failures: unknown[] = [];
  fails = false;
  /** How long a sync lasts. */
  lasts: Promise<undefined> = Promise.resolve(undefined);
  readonly #tenants: readonly TenantProfile[];
  readonly schedule: Schedule;

  constructor(random: number, ...tenants: readonly (readonly [id: string, kind: TenantProfile['kind']])[]) {
    this.#tenants = tenants.map(([id, kind]) => ({ id, kind }) as TenantProfile);
    this.schedule = new Schedule({
      interval: () => this.interval,
      tenants: () => this.#tenants,
      syncedAt: (id) => this.syncedAt.get(id),
      isRunning: (id) => this.running.has(id),
      sync: ({ id }) => this.#sync(id),
      failed: (error) => this.failures.push(error),
      random: () => random,
    });
  }

  async #sync(id: string): Promise<void> {
    this.synced.push(id);
    if (this.fails) throw new Error('no network');
    await this.lasts;
    this.syncedAt.set(id, Date.now());
  }
}

describe('The schedule', () => {
  let clock: sinon.SinonFakeTimers;
  let window: Window;

  beforeEach(() => {
    clock = sinon.useFakeTimers(Date.UTC(2026, 10, 24));
    window = new Window(0, ['acme', 'selfHosted'], ['demo', 'demo'], ['other', 'cloud']);
  });
  afterEach(() => {
    window.schedule.dispose();
    clock.restore();
  });

  it('lets the window open in peace, and then syncs what is too old, but never the demo', async () => {
    window.syncedAt.set('acme', Date.now() - 2 * HOUR);
    window.syncedAt.set('other', Date.now() - HOUR / 2);
    await clock.tickAsync(MINUTE - 1);
    assert.deepEqual(window.synced, []);
    await clock.tickAsync(1);
    assert.deepEqual(window.synced, ['acme']);
    await clock.tickAsync(HOUR / 2);
    assert.deepEqual(window.synced, ['acme', 'other']);
  });

  it('does not begin in every window of those that open together at once', async () => {
    const other = new Window(0.5, ['acme', 'selfHosted']);
    await clock.tickAsync(1.5 * MINUTE - 1);
    assert.deepEqual([window.synced, other.synced], [['acme', 'other'], []]);
    await clock.tickAsync(1);
    assert.deepEqual(other.synced, ['acme']);
    other.schedule.dispose();
  });

  it('syncs once an hour, or once a day', async () => {
    await clock.tickAsync(10 * HOUR);
    assert.equal(window.synced.filter((id) => id === 'acme').length, 10);
    window.interval = 'daily';
    window.synced.length = 0;
    await clock.tickAsync(72 * HOUR);
    assert.equal(window.synced.filter((id) => id === 'acme').length, 3);
  });

  it('does nothing while it is off, and begins when it is switched on', async () => {
    window.interval = 'off';
    await clock.tickAsync(48 * HOUR);
    assert.deepEqual(window.synced, []);
    window.interval = 'daily';
    await clock.tickAsync(5 * MINUTE);
    assert.deepEqual(window.synced, ['acme', 'other']);
  });

  it('looks at once when it is told to, and goes on from there', async () => {
    window.schedule.checkSoon();
    await clock.tickAsync(0);
    assert.deepEqual(window.synced, ['acme', 'other']);
    await clock.tickAsync(HOUR);
    assert.deepEqual(window.synced, ['acme', 'other', 'acme', 'other']);
  });

  it('does not look twice at the same time', async () => {
    const { promise, resolve: end } = Promise.withResolvers<undefined>();
    window.lasts = promise;
    await clock.tickAsync(MINUTE);
    window.schedule.checkSoon();
    await clock.tickAsync(MINUTE);
    assert.deepEqual(window.synced, ['acme']);
    end(undefined);
    await clock.tickAsync(MINUTE);
    assert.deepEqual(window.synced, ['acme', 'other']);
  });

  it('leaves a tenant alone whose sync is running', async () => {
    window.running.add('acme');
    await clock.tickAsync(MINUTE);
    assert.deepEqual(window.synced, ['other']);
  });

  it('tries again after an hour what failed, and goes on with the others', async () => {
    window.fails = true;
    await clock.tickAsync(HOUR);
    assert.deepEqual(window.synced, ['acme', 'other']);
    assert.equal(window.failures.length, 2);
    await clock.tickAsync(10 * MINUTE);
    assert.deepEqual(window.synced, ['acme', 'other', 'acme', 'other']);
  });

  it('ends with the window', async () => {
    window.schedule.dispose();
    await clock.tickAsync(48 * HOUR);
    assert.deepEqual(window.synced, []);
  });
});
