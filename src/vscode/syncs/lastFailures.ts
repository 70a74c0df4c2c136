import * as v from 'valibot';
import type { Memento } from '../../credentials/tenants.ts';

const KEY = 'failedSyncs';

/** Why a sync failed, in words for people, and when, ms. */
export interface Failure {
  readonly message: string;
  readonly at: number;
}

/** The first version did not keep when: such a failure stands until this window has synced well. */
const OF_FIRST = v.pipe(
  v.string(),
  v.transform((message): Failure => ({ message, at: Number.MAX_SAFE_INTEGER })),
);

const FAILURES = v.record(v.string(), v.union([v.object({ message: v.string(), at: v.number() }), OF_FIRST]));

/** How the last sync of a tenant failed, for as long as none of this window has gone well: also over a restart. */
export class LastFailures {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  get(tenantId: string): Failure | undefined {
    return this.#all()[tenantId];
  }

  async set(tenantId: string, failure: Failure | undefined): Promise<void> {
    const { [tenantId]: before, ...others } = this.#all();
    if (before?.at !== failure?.at)
      await this.#memento.update(KEY, failure === undefined ? others : { ...others, [tenantId]: failure });
  }

  #all(): Readonly<Record<string, Failure>> {
    const kept = v.safeParse(FAILURES, this.#memento.get(KEY));
    return kept.success ? kept.output : {};
  }
}
