import { generateTenant } from '../../src/demo/generate/generate.ts';
import type { TenantData } from '../../src/demo/data/tenant.ts';

/** Something that happens in a tenant between two requests. */
export type Happening =
  | { readonly kind: 'sign up' | 'delete user' | 'rename user' | 'rename organization'; readonly at: number }
  | { readonly kind: 'join' | 'leave' | 'new organization' | 'delete organization'; readonly at: number }
  | { readonly kind: 'tie' | 'get role' | 'lose role'; readonly at: number };

/** The kinds, for generators. */
export const HAPPENINGS = [
  ...(['sign up', 'delete user', 'rename user', 'rename organization', 'join', 'leave'] as const),
  ...(['new organization', 'delete organization', 'tie', 'get role', 'lose role'] as const),
];

/** What there was from the beginning to the end, as keys, whatever happened meanwhile. */
export interface Lasting {
  readonly users: ReadonlySet<string>;
  readonly organizations: ReadonlySet<string>;
  readonly memberships: ReadonlySet<string>;
  readonly holders: ReadonlySet<string>;
}

/** A tenant in which things happen, and which remembers what was there throughout. */
export class RestlessTenant {
  readonly data: TenantData;
  readonly #before: Lasting;
  readonly #gone = new Set<string>();
  #made = 0;

  constructor(seed: number, users: number, organizations: number, tiedUsers: number) {
    this.data = generateTenant({ seed, users, organizations, tiedUsers });
    this.#before = there(this.data);
  }

  /** What was there from the start until now. What went and came back does not count. */
  get lasting(): Lasting {
    const now = there(this.data);
    const both = (part: keyof Lasting): Set<string> =>
      new Set(
        [...this.#before[part]].filter((key) => now[part].has(key) && !this.#gone.has(`${part} ${key}`)),
      );
    return {
      ...{ users: both('users'), organizations: both('organizations') },
      ...{ memberships: both('memberships'), holders: both('holders') },
    };
  }

  happen({ kind, at }: Happening): void {
    const { users, organizations, members, roles, userRoles } = this.data;
    const user = pick(users.list(), at);
    const organization = pick(organizations.list(), at);
    const role = pick(
      roles.list().filter(({ type }) => type === 'User'),
      at,
    );
    if (user === undefined || role === undefined) return;
    if (kind === 'sign up') users.insert({ ...user, id: this.#id(at), createdAt: Date.now() + this.#made });
    else if (kind === 'delete user') this.data.deleteUser(user.id);
    else if (kind === 'rename user') users.update(user.id, { name: `Renamed ${at}` });
    else if (kind === 'tie') users.insert({ ...user, id: this.#id(at) });
    else if (kind === 'get role') userRoles.add(user.id, role.id);
    else if (kind === 'lose role') this.#loseRole(user.id, role.id);
    else if (kind === 'new organization')
      organizations.insert({ ...(organization ?? EMPTY), id: `new${this.#made++}`, name: 'New' });
    else if (organization === undefined) return;
    else if (kind === 'rename organization') organizations.update(organization.id, { name: `Renamed ${at}` });
    else if (kind === 'join') members.set(organization.id, user.id, []);
    else if (kind === 'leave') this.#leave(organization.id, at);
    else this.#deleteOrganization(organization.id);
  }

  #id(at: number): string {
    return `${(at % 36).toString(36)}new${(this.#made++).toString(36)}`;
  }

  #loseRole(userId: string, roleId: string): void {
    this.data.userRoles.delete(userId, roleId);
    this.#gone.add(`holders ${userId} ${roleId}`);
  }

  #leave(organizationId: string, at: number): void {
    const userId = pick(this.data.members.membersOf(organizationId), at);
    if (userId === undefined) return;
    this.data.members.delete(organizationId, userId);
    this.#gone.add(`memberships ${organizationId} ${userId}`);
  }

  #deleteOrganization(id: string): void {
    for (const userId of this.data.members.membersOf(id)) this.data.members.delete(id, userId);
    for (const applicationId of this.data.machines.membersOf(id))
      this.data.machines.delete(id, applicationId);
    for (const invitation of this.data.invitations.list())
      if (invitation.organizationId === id) this.data.invitations.delete(invitation.id);
    this.data.organizations.delete(id);
  }
}

const EMPTY = {
  ...{ tenantId: 'default', id: '', name: '', description: null, customData: {}, createdAt: 1 },
  ...{ isMfaRequired: false, branding: {}, color: {}, customCss: null },
} as unknown as Parameters<TenantData['organizations']['insert']>[0];

function there({ users, organizations, members, userRoles }: TenantData): Lasting {
  return {
    users: new Set(users.list().map(({ id }) => id)),
    organizations: new Set(organizations.list().map(({ id }) => id)),
    memberships: new Set([...members].map(({ organizationId, memberId }) => `${organizationId} ${memberId}`)),
    holders: new Set([...userRoles].map((pair) => pair.join(' '))),
  };
}

function pick<T>(rows: readonly T[], at: number): T | undefined {
  return rows[at % Math.max(1, rows.length)];
}
