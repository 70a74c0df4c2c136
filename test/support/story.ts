import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { removeDatabase } from '../../src/snapshot/store/removeDatabase.ts';
import { partialOf } from '../../src/snapshot/write/workFile.ts';
import { HAPPENINGS, SWAPS, type Happening, type RestlessTenant } from './restless.ts';
import { answer, type Fault } from './tenant.ts';
import type { Unevenness } from './uneven.ts';

type Refusal = '429' | '502' | 'reset' | 'expired';

/** An end of the sync, and what happens before the next one. */
interface Interruption {
  readonly how: 'cancel' | 'kill';
  readonly meanwhile: readonly Happening[];
}

/** What befalls a single request: a refusal, an end of the sync, or changes in the tenant just before it is answered. */
interface Event {
  /** Counted over all runs of the sync, from 0. */
  readonly request: number;
  readonly what: Refusal | Interruption | readonly Happening[];
}

/** A tenant, and what befalls a sync of it. */
export interface Story extends Unevenness {
  /** Which user or organization cannot be read. */
  readonly broken: { readonly list: 'users' | 'organizations'; readonly at: number } | null;
  readonly tokenSeconds: number;
  readonly events: readonly Event[];
}

const at = fc.nat({ max: 100_000 });
const happenings: fc.Arbitrary<readonly Happening[]> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.record({ kind: fc.constantFrom(...HAPPENINGS), at })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...SWAPS), at, at).map(([[one, other], first, second]) => [
      { kind: one, at: first },
      { kind: other, at: second },
    ]),
  },
);
/** What changes who holds a role, which a sync that is gone on with has to notice. */
const MEANWHILE = ['delete user', 'sign up', 'get role', 'lose role', 'join', 'leave'] as const;
const interruption: fc.Arbitrary<Interruption> = fc.record({
  how: fc.constantFrom('cancel' as const, 'kill' as const),
  meanwhile: fc.array(fc.record({ kind: fc.constantFrom(...MEANWHILE, ...HAPPENINGS), at }), {
    maxLength: 12,
  }),
});
const event: fc.Arbitrary<Event> = fc.record({
  request: fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 250 })),
  what: fc.oneof(
    { weight: 12, arbitrary: happenings },
    { weight: 2, arbitrary: fc.constantFrom<Refusal>('429', '502', 'reset', 'expired') },
    { weight: 1, arbitrary: interruption },
  ),
});
/** With characters and lengths that Logto's own ids do not have, and some that other ids begin with. */
const unusualId = fc.string({
  unit: fc.constantFrom(...Array.from('abz09AZ-_.@ä')),
  minLength: 1,
  maxLength: 16,
});
const noCrowd = fc.constant({ crowd: 0, prefix: '', roleless: 0 });
/** Together with the others mostly more than are read by pages, and now and then a few less. */
const crowd = fc.record({
  crowd: fc.integer({ min: 1900, max: 2150 }),
  prefix: fc.constantFrom('', '', 'k', 'ab'),
  roleless: fc.oneof(fc.constant(0), fc.nat({ max: 250 })),
});

export const story: fc.Arbitrary<Story> = fc
  .record({
    seed: fc.nat({ max: 1000 }),
    users: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 90, max: 420 })),
    organizations: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 95, max: 130 })),
    tied: fc.nat({ max: 150 }),
    lacking: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })),
    ids: fc.uniqueArray(unusualId, { maxLength: 20 }),
    more: fc.oneof(noCrowd, { weight: 2, arbitrary: crowd }),
    broken: fc.option(
      fc.record({ list: fc.constantFrom('users' as const, 'users' as const, 'organizations' as const), at }),
      { freq: 2 },
    ),
    tokenSeconds: fc.constantFrom(1, 3600),
    events: fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 6, arbitrary: fc.array(event, { maxLength: 40, size: 'max' }) },
    ),
  })
  .map(({ more, ...rest }) => ({ ...rest, ...more }));

/** Lets a story happen: its events come when their request comes, each once. */
export class Teller {
  readonly #tenant: RestlessTenant;
  readonly #events: readonly Event[];
  readonly #file: string;
  #requests = 0;
  #run: { readonly abort: AbortController; end?: Interruption } = { abort: new AbortController() };

  constructor(tenant: RestlessTenant, events: readonly Event[], file: string) {
    this.#tenant = tenant;
    this.#events = events;
    this.#file = file;
  }

  readonly fault: Fault = ({ path }, response) => {
    if (!path.startsWith('/api/')) return undefined;
    const request = this.#requests++;
    let refusal: Refusal | undefined;
    for (const { what } of this.#events.filter((one) => one.request === request))
      if (typeof what === 'string') refusal = what;
      else if ('how' in what) this.#interrupt(what);
      else this.#happen(what);
    if (refusal === undefined) return undefined;
    if (refusal === 'reset') response.socket?.destroy();
    else if (refusal === 'expired')
      answer(response, 401, { code: 'auth.unauthorized', data: { code: 'ERR_JWT_EXPIRED' } });
    else answer(response, Number(refusal), {});
    return true;
  };

  /** Syncs, and again where the story ended it. */
  async syncWith(sync: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    for (;;) {
      this.#run = { abort: new AbortController() };
      try {
        await sync(this.#run.abort.signal);
        return;
      } catch (error) {
        const { end } = this.#run;
        if (end === undefined) throw error;
        if (end.how === 'kill') this.#copyWork(this.#copy, partialOf(this.#file));
        this.#happen(end.meanwhile);
      }
    }
  }

  #happen(happenings: readonly Happening[]): void {
    for (const happening of happenings) this.#tenant.happen(happening);
  }

  /** A kill leaves what was committed: that is put back after a cancel, which leaves all. */
  #interrupt(end: Interruption): void {
    if (this.#run.end !== undefined) return;
    this.#run.end = end;
    if (end.how === 'kill') this.#copyWork(partialOf(this.#file), this.#copy);
    this.#run.abort.abort();
  }

  get #copy(): string {
    return join(this.#file, '..', 'killed');
  }

  #copyWork(from: string, to: string): void {
    removeDatabase(to);
    for (const suffix of ['', '-wal'])
      if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
  }
}
