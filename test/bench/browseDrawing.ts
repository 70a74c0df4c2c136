import type { TargetId } from '../../src/access/target.ts';
import type { Cursor, WhoCanOptions } from '../../src/access/whoCan.ts';
import { PEOPLE_FILTERS, type Filter } from '../../src/access/nodes/look.ts';
import { Random } from '../../src/demo/random.ts';
import type { Organization, User } from '../../src/snapshot/model.ts';
import { listOrganizations } from '../../src/snapshot/read/organizations.ts';
import { listUsers } from '../../src/snapshot/read/users.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { sortKey } from '../../src/snapshot/sortKey.ts';
import { filter } from './browseTree.ts';

/** Draws questions, the same ones in every run. */
export class Drawing {
  readonly #random = new Random('browse');
  readonly #users: readonly User[];
  readonly #organizations: readonly Organization[];
  readonly #targets: readonly TargetId[];
  readonly #roleNames: readonly string[];

  constructor(snapshot: Snapshot) {
    this.#users = listUsers(snapshot, { limit: 1e9 });
    this.#organizations = listOrganizations(snapshot, { limit: 1e9 });
    this.#roleNames = snapshot
      .all('select name from organization_roles union select name from roles')
      .map(({ name }) => String(name));
    const ids = (table: string): string[] =>
      snapshot.all(`select id from ${table}`).map(({ id }) => String(id));
    this.#targets = [
      ...ids('scopes').map((id) => ({ kind: 'permission', id }) as const),
      ...ids('organization_roles').map((id) => ({ kind: 'organizationRole', id }) as const),
      ...ids('roles').map((id) => ({ kind: 'globalRole', id }) as const),
    ];
  }

  user(): User {
    return this.#random.pick(this.#users);
  }

  /** Three to eight letters of something that a user or an organization is found by. */
  query(): string {
    const { name, email, username, id } = this.user();
    const texts = [name, email, username, id, this.#random.pick(this.#organizations).name];
    const text = this.#random.pick(texts.filter((one) => one !== null));
    const length = this.#random.between(3, 8);
    const start = this.#random.between(0, Math.max(0, text.length - length));
    return text.slice(start, start + length);
  }

  /** A text, something that people must be, a role that they have, or all of that. */
  filter(): Filter {
    const [text, people, role] = [0.4, 0.5, 0.4].map((chance) => this.#random.chance(chance));
    return filter({
      text: text ? this.query() : '',
      people: people ? [this.#random.pick(PEOPLE_FILTERS)] : [],
      roleNames: role ? [this.#random.pick(this.#roleNames)] : [],
    });
  }

  target(): TargetId {
    return this.#random.pick(this.#targets);
  }

  /** The first page, or one that begins anywhere. */
  page(): WhoCanOptions {
    const limit = 200;
    if (this.#random.chance(0.25)) return { limit };
    const [organization, user] = [this.#random.pick(this.#organizations), this.user()];
    const place = ({ name, id }: { name: string | null; id: string }): Cursor['holder'] => ({
      ...{ sort: sortKey(name ?? id), id },
    });
    const isGlobal = this.#random.chance(0.25);
    const after: Cursor = {
      ...{ organization: isGlobal ? null : place(organization), kind: 'user', holder: place(user) },
    };
    return { limit, after };
  }
}
