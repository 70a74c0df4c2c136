import * as v from 'valibot';
import {
  ORGANIZATION_GROUPINGS,
  PEOPLE_GROUPINGS,
  PLAIN,
  type Filter,
  type Look,
} from '../../access/nodes/look.ts';
import type { Memento } from '../../credentials/tenants.ts';
import { ORGANIZATION_ORDERS } from '../../snapshot/read/organizationLists.ts';
import { PEOPLE_ORDERS } from '../../snapshot/read/people.ts';

const KEY = 'arrangements';

/** What is sorted and grouped. */
export type Arrangements = Omit<Look, 'filter'>;

const PEOPLE = v.object({
  order: v.picklist(PEOPLE_ORDERS),
  groupBy: v.picklist(['nothing', ...PEOPLE_GROUPINGS]),
});
const ORGANIZATIONS = v.object({
  order: v.picklist(ORGANIZATION_ORDERS),
  groupBy: v.picklist(['nothing', ...ORGANIZATION_GROUPINGS]),
});

/** What another version remembered may be anything. */
const ARRANGEMENTS = v.fallback(
  v.object({
    users: v.fallback(PEOPLE, PLAIN.users),
    members: v.fallback(PEOPLE, PLAIN.members),
    organizations: v.fallback(ORGANIZATIONS, PLAIN.organizations),
  }),
  PLAIN,
);

/** How a person wants to see the Access view: sorting and grouping are remembered, a filter ends with the session. */
export class LookStore {
  readonly #memento: Memento;
  readonly #listeners = new Set<() => void>();
  #filter: Filter | undefined;
  /** The one that was asked for last: it may not be ready yet. */
  #wanted: Filter | undefined;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  get(): Look {
    const arrangements = v.parse(ARRANGEMENTS, this.#memento.get(KEY));
    return { ...arrangements, ...(this.#filter && { filter: this.#filter }) };
  }

  async arrange(arrangements: Partial<Arrangements>): Promise<void> {
    const { users, members, organizations } = { ...this.get(), ...arrangements };
    await this.#memento.update(KEY, { users, members, organizations });
    this.#tell();
  }

  /** Narrows the lists of the first level; undefined shows all again. */
  filter(filter: Filter | undefined): void {
    this.#wanted = filter;
    this.#filter = filter;
    this.#tell();
  }

  /** The same as soon as it is ready, unless another filter is asked for meanwhile. */
  async filterWhen(ready: PromiseLike<unknown>, filter: Filter): Promise<void> {
    this.#wanted = filter;
    await ready;
    if (this.#wanted === filter) this.filter(filter);
  }

  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
