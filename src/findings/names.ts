import { userLabel, type User } from '../snapshot/model.ts';
import { organizationOf } from '../snapshot/read/byId.ts';
import { sharedOrganizationNames, sharedUserLabels } from '../snapshot/read/judging/sharedNames.ts';
import { nameOf } from '../snapshot/read/names.ts';
import { permissionLabel, type ScopeWithResource } from '../snapshot/read/roles.ts';
import { findUser } from '../snapshot/read/users.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { oneLine } from '../words.ts';
import type { FoundPlace, FoundThing } from './model.ts';

type Labelled = Pick<User, 'id' | 'name' | 'username' | 'email' | 'phone'>;

/**
 * What people, roles and organizations are called. Roles and organizations are looked up once: many findings name the
 * same.
 */
export class Names {
  readonly #snapshot: Snapshot;
  readonly #roles = new Map<string, string>();
  readonly #places = new Map<string, FoundPlace>();
  #sharedLabels: ReadonlySet<string> | undefined;
  #sharedNames: ReadonlySet<string> | undefined;

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

  /** With its id where others are called the same. */
  place(id: string): FoundPlace {
    return remembered(this.#places, id, () => {
      const name = organizationOf(this.#snapshot, id)?.name ?? id;
      this.#sharedNames ??= sharedOrganizationNames(this.#snapshot);
      return { id, name: oneLine(this.#sharedNames.has(name) ? `${name} (${id})` : name) };
    });
  }

  /** An organization as what a finding is about. */
  organization(id: string): FoundThing {
    return { kind: 'organization', id, label: this.place(id).name };
  }

  /** A person as a finding names them. */
  person(user: Labelled): FoundThing {
    return { kind: 'user', id: user.id, label: this.label({ ...user, label: userLabel(user) }) };
  }

  /** The same of somebody who is only known by id. */
  personOf(id: string): FoundThing {
    const user = findUser(this.#snapshot, id);
    return user === undefined ? { kind: 'user', id, label: id } : this.person(user);
  }

  /** What somebody is called, with the e-mail, or the id where there is none, where others are called the same. */
  label({ id, label, email }: Pick<User, 'id' | 'email'> & { readonly label: string }): string {
    this.#sharedLabels ??= sharedUserLabels(this.#snapshot);
    return oneLine(this.#sharedLabels.has(label) ? `${label} (${email ?? id})` : label);
  }
}

function remembered<T>(known: Map<string, T>, id: string, look: () => T): T {
  const there = known.get(id);
  if (there !== undefined) return there;
  const found = look();
  known.set(id, found);
  return found;
}

/** `read:shipments`, or of an API resource `Orders API: read:orders`. */
export function permission(scope: ScopeWithResource): FoundThing {
  return { kind: 'permission', id: scope.id, label: oneLine(permissionLabel(scope)) };
}
