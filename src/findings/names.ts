import { userLabel, type User } from '../snapshot/model.ts';
import { organizationOf } from '../snapshot/read/byId.ts';
import { nameOf } from '../snapshot/read/names.ts';
import { permissionLabel, type ScopeWithResource } from '../snapshot/read/roles.ts';
import { findUser } from '../snapshot/read/users.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { oneLine } from '../words.ts';
import type { FoundPlace, FoundThing } from './model.ts';

/** What roles and organizations are called, each looked up once: many findings name the same. */
export class Names {
  readonly #snapshot: Snapshot;
  readonly #roles = new Map<string, string>();
  readonly #places = new Map<string, FoundPlace>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  role(id: string): string {
    return remembered(this.#roles, id, () => {
      const named = (['organizationRole', 'globalRole'] as const).map((kind) =>
        nameOf(this.#snapshot, kind, id),
      );
      return oneLine(named.find((one) => one !== undefined) ?? id);
    });
  }

  /** `admin, editor`: by name, so that the same roles are always told alike. */
  roles(ids: readonly string[]): string {
    if (ids.length === 1) return this.role(String(ids[0]));
    return ids
      .map((id) => this.role(id))
      .sort()
      .join(', ');
  }

  place(id: string): FoundPlace {
    return remembered(this.#places, id, () =>
      place({ id, name: organizationOf(this.#snapshot, id)?.name ?? id }),
    );
  }
}

function remembered<T>(known: Map<string, T>, id: string, look: () => T): T {
  const there = known.get(id);
  if (there !== undefined) return there;
  const found = look();
  known.set(id, found);
  return found;
}

/** A person as a finding names them. */
export function person(user: Pick<User, 'id' | 'name' | 'username' | 'email' | 'phone'>): FoundThing {
  return { kind: 'user', id: user.id, label: oneLine(userLabel(user)) };
}

/** The same of somebody who is only known by id. */
export function personOf(snapshot: Snapshot, id: string): FoundThing {
  const user = findUser(snapshot, id);
  return user === undefined ? { kind: 'user', id, label: id } : person(user);
}

export function place({ id, name }: FoundPlace): FoundPlace {
  return { id, name: oneLine(name) };
}

/** An organization as what a finding is about. */
export function organizationThing({ id, name }: FoundPlace): FoundThing {
  return { kind: 'organization', id, label: oneLine(name) };
}

/** `read:shipments`, or of an API resource `Orders API: read:orders`. */
export function permission(scope: ScopeWithResource): FoundThing {
  return { kind: 'permission', id: scope.id, label: oneLine(permissionLabel(scope)) };
}
