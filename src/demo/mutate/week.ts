import type { OrganizationRow, UserRow } from '../data/rows.ts';
import type { TenantData } from '../data/tenant.ts';
import { UserMaker } from '../generate/user.ts';
import type { Random } from '../random.ts';

const TRIES = 200;

/** One week of changes: who may still be changed in it, and when things happen. */
export class Week {
  readonly data: TenantData;
  readonly random: Random;
  readonly maker: UserMaker;
  readonly #end: number;
  readonly #users: readonly string[];
  readonly #organizations: readonly string[];
  readonly #touched = new Set<string>();

  constructor(data: TenantData, random: Random, end: number) {
    this.data = data;
    this.random = random;
    this.maker = new UserMaker(random, data.users.list());
    this.#end = end;
    this.#users = data.users.list().map(({ id }) => id);
    this.#organizations = data.organizations.list().map(({ id }) => id);
  }

  /** The size of a change that grows with the tenant, at most 40. */
  few(share: number): number {
    return Math.min(40, Math.ceil(this.#users.length * share));
  }

  /** A moment of this week. */
  moment(): number {
    return this.random.between(Math.min(this.data.now, this.#end), this.#end);
  }

  /** Takes a user of whom nothing has been changed this week, as far as there is one. */
  takeUser(suits: (user: UserRow) => boolean = () => true): UserRow | undefined {
    return this.#take(this.#users, (id) => this.data.users.get(id), suits);
  }

  /** Takes an organization of which nothing has been changed this week. */
  takeOrganization(
    suits: (organization: OrganizationRow) => boolean = () => true,
  ): OrganizationRow | undefined {
    return this.#take(this.#organizations, (id) => this.data.organizations.get(id), suits);
  }

  /** Any organization that has members, changed this week or not. */
  anyOrganization(): OrganizationRow | undefined {
    const withMembers = this.data.organizations.list().filter(({ id }) => this.data.members.sizeOf(id) > 0);
    return withMembers.length === 0 ? undefined : this.random.pick(withMembers);
  }

  updateUser(user: UserRow, changes: Partial<UserRow>): void {
    this.data.users.update(user.id, { ...changes, updatedAt: this.moment() });
  }

  /** Tries some at random, then goes through all from the start. */
  #take<Row>(ids: readonly string[], rowOf: (id: string) => Row | undefined, suits: (row: Row) => boolean) {
    const suiting = (id: string): boolean => {
      const row = this.#touched.has(id) ? undefined : rowOf(id);
      return row !== undefined && suits(row);
    };
    const tries = ids.length === 0 ? [] : Array.from({ length: TRIES }, () => this.random.pick(ids));
    const id = tries.find(suiting) ?? ids.find(suiting);
    if (id === undefined) return undefined;
    this.#touched.add(id);
    return rowOf(id);
  }
}
