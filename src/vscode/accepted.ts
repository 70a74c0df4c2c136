import type { Memento } from '../credentials/tenants.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';

const KEY = 'acceptedSnapshots';

/** Remembers which snapshots a person has taken although most of the one before is gone in them. */
export class Accepted {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** Whether a snapshot may be shown by itself: nothing much vanished, or a person has seen that it did. */
  has({ id, vanished }: Pick<SnapshotInfo, 'id' | 'vanished'>): boolean {
    return vanished === undefined || this.#ids().includes(id);
  }

  async accept(id: string): Promise<void> {
    await this.#memento.update(KEY, [...new Set([...this.#ids(), id])]);
  }

  #ids(): readonly unknown[] {
    const ids = this.#memento.get(KEY);
    return Array.isArray(ids) ? ids : [];
  }
}
