import * as v from 'valibot';
import type { Memento } from '../../credentials/tenants.ts';

const KEY = 'failedSyncs';

const FAILURES = v.record(v.string(), v.string());

/** Why the last sync of a tenant failed, in words for people, for as long as none has gone well: also over a restart. */
export class LastFailures {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  get(tenantId: string): string | undefined {
    return this.#all()[tenantId];
  }

  async set(tenantId: string, message: string | undefined): Promise<void> {
    const { [tenantId]: before, ...others } = this.#all();
    if (before !== message)
      await this.#memento.update(KEY, message === undefined ? others : { ...others, [tenantId]: message });
  }

  #all(): Readonly<Record<string, string>> {
    const kept = v.safeParse(FAILURES, this.#memento.get(KEY));
    return kept.success ? kept.output : {};
  }
}
