import { userLabel } from '../snapshot/model.ts';
import { findOrganization } from '../snapshot/read/organizations.ts';
import { findUser } from '../snapshot/read/users.ts';
import { nameOf, type Named } from '../snapshot/read/names.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** What ids are called: as the newer snapshot says, else as the older one did. */
export class Names {
  readonly #snapshots: readonly Snapshot[];

  constructor(before: Snapshot, after: Snapshot) {
    this.#snapshots = [after, before];
  }

  user(id: string): string {
    return this.#first((snapshot) => {
      const user = findUser(snapshot, id);
      return user && userLabel(user);
    }, id);
  }

  organization(id: string): string {
    return this.#first((snapshot) => findOrganization(snapshot, id)?.name, id);
  }

  of(kind: Named, id: string): string {
    return this.#first((snapshot) => nameOf(snapshot, kind, id), id);
  }

  #first(look: (snapshot: Snapshot) => string | undefined, id: string): string {
    for (const snapshot of this.#snapshots) {
      const name = look(snapshot);
      if (name !== undefined) return name;
    }
    return id;
  }
}
