/** One member of one organization and the organization roles it holds there. */
export interface Membership {
  readonly organizationId: string;
  readonly memberId: string;
  readonly roleIds: readonly string[];
}

/** Who belongs to which organization with which roles; the members are users or applications. */
export class Memberships {
  readonly #members = new Map<string, Map<string, readonly string[]>>();
  readonly #organizations = new Map<string, Set<string>>();
  readonly #sorted = new Map<string, readonly string[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Makes `memberId` a member, or changes the roles of one. */
  set(organizationId: string, memberId: string, roleIds: readonly string[]): void {
    const members = this.#members.get(organizationId) ?? new Map<string, readonly string[]>();
    this.#members.set(organizationId, members);
    if (!members.has(memberId)) this.#join(organizationId, memberId);
    members.set(memberId, roleIds);
  }

  delete(organizationId: string, memberId: string): void {
    if (this.#members.get(organizationId)?.delete(memberId) !== true) return;
    this.#organizations.get(memberId)?.delete(organizationId);
    this.#sorted.delete(organizationId);
    this.#size--;
  }

  deleteMember(memberId: string): void {
    for (const organizationId of this.organizationsOf(memberId)) this.delete(organizationId, memberId);
  }

  /** The roles of a member, `undefined` where it is none. */
  rolesOf(organizationId: string, memberId: string): readonly string[] | undefined {
    return this.#members.get(organizationId)?.get(memberId);
  }

  /** How many members an organization has. */
  sizeOf(organizationId: string): number {
    return this.#members.get(organizationId)?.size ?? 0;
  }

  has(organizationId: string, memberId: string): boolean {
    return this.rolesOf(organizationId, memberId) !== undefined;
  }

  /** The ids of an organization's members, sorted; none of an unknown one, as the API has it. */
  membersOf(organizationId: string): readonly string[] {
    const known = this.#sorted.get(organizationId);
    if (known !== undefined) return known;
    const members = this.#members.get(organizationId);
    if (members === undefined) return [];
    const sorted = [...members.keys()].sort();
    this.#sorted.set(organizationId, sorted);
    return sorted;
  }

  /** The ids of a member's organizations, sorted. */
  organizationsOf(memberId: string): readonly string[] {
    return [...(this.#organizations.get(memberId) ?? [])].sort();
  }

  *[Symbol.iterator](): Generator<Membership> {
    for (const [organizationId, members] of this.#members) {
      for (const [memberId, roleIds] of members) yield { organizationId, memberId, roleIds };
    }
  }

  #join(organizationId: string, memberId: string): void {
    const organizations = this.#organizations.get(memberId);
    if (organizations === undefined) this.#organizations.set(memberId, new Set([organizationId]));
    else organizations.add(organizationId);
    this.#sorted.delete(organizationId);
    this.#size++;
  }
}
