import type { Memento } from '../../credentials/tenants.ts';
import type { Catalogue, StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';

/** Where earlier versions remembered the ids. */
const KEY = 'acceptedSnapshots';

type Taken = Pick<SnapshotInfo, 'id' | 'tenantId' | 'vanished'>;

/**
 * Which snapshots a person has taken although most of the one before is gone in them. It is noted beside each, so that
 * who asks it without an editor knows of it too.
 */
export class Accepted {
  readonly #catalogue: Catalogue;
  readonly #memento: Memento;

  constructor(catalogue: Catalogue, memento: Memento) {
    this.#catalogue = catalogue;
    this.#memento = memento;
  }

  /** Whether a snapshot may be shown by itself: nothing much vanished, or a person has seen that it did. */
  has(info: Taken): boolean {
    if (info.vanished === undefined) return true;
    const stored = this.#stored(info);
    if (stored === undefined) return true; // one that is gone waits for nobody
    return stored.facts.accepted === true || this.#idsOfEarlier().includes(info.id);
  }

  accept(info: Taken): void {
    const stored = this.#stored(info);
    if (stored !== undefined) this.#catalogue.note(stored.file, { accepted: true });
  }

  #idsOfEarlier(): readonly unknown[] {
    const ids = this.#memento.get(KEY);
    return Array.isArray(ids) ? ids : [];
  }

  #stored({ id, tenantId }: Taken): StoredSnapshot | undefined {
    return this.#catalogue.list(tenantId).find(({ info }) => info.id === id);
  }
}
