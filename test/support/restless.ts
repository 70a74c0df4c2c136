import type { TenantData } from '../../src/demo/data/tenant.ts';
import { ACCESS_CHANGES, changeAccess, pick, type AccessChange } from './accessChanges.ts';
import { Witness } from './keys.ts';
import { signUp, someRoles } from './uneven.ts';

/** The kinds of what happens in a tenant between two requests. */
export const HAPPENINGS = [
  ...(['sign up', 'delete user', 'rename user', 'tie', 'get role', 'lose role'] as const),
  ...(['rename organization', 'new organization', 'delete organization'] as const),
  ...(['join', 'leave', 'change roles', 'new role', 'delete role', 'rename role'] as const),
  'delete application',
  ...ACCESS_CHANGES,
] as const;

/** Something that happens in a tenant; `at` says to whom. */
export interface Happening {
  readonly kind: (typeof HAPPENINGS)[number];
  readonly at: number;
}

/** Two happenings that leave every number as it was. */
export const SWAPS = [
  ['delete user', 'sign up'],
  ['lose role', 'get role'],
  ['leave', 'join'],
  ['delete organization', 'new organization'],
  ['delete role', 'new role'],
  ['delete organization role', 'new organization role'],
  ['delete permission', 'new permission'],
  ['revoke', 'grant'],
  ['application loses role', 'application gets role'],
  ['delete invitation', 'invite'],
] as const;

/** A tenant in which things happen, and whose witness knows what was there throughout. */
export class RestlessTenant {
  readonly data: TenantData;
  readonly witness: Witness;
  #made = 0;

  constructor(data: TenantData) {
    this.data = data;
    this.witness = new Witness(data);
  }

  happen({ kind, at }: Happening): void {
    this.#change(kind, at);
    this.witness.look(this.data);
  }

  #change(kind: Happening['kind'], at: number): void {
    const { users, organizations, members, roles, userRoles, applications } = this.data;
    const user = pick(users.list(), at);
    const organization = pick(organizations.list(), at);
    const role = pick(
      roles.list().filter(({ type }) => type === 'User'),
      at,
    );
    if (isAccessChange(kind)) changeAccess(this.data, kind, at, `new${this.#made++}`);
    else if (kind === 'new organization')
      organizations.insert({ ...(organization ?? EMPTY), id: `new${this.#made++}`, name: 'New' });
    else if (kind === 'delete application') this.#deleteApplication(pick(applications.list(), at)?.id);
    else if (user === undefined || role === undefined) return;
    else if (kind === 'sign up')
      signUp(this.data, { ...user, id: this.#newId(at), createdAt: Date.now() + this.#made });
    else if (kind === 'tie') signUp(this.data, { ...user, id: this.#newId(at) });
    else if (kind === 'delete user') this.data.deleteUser(user.id);
    else if (kind === 'rename user')
      users.update(user.id, { name: `Renamed ${at}`, isSuspended: at % 2 > 0 });
    else if (kind === 'get role') userRoles.add(user.id, role.id);
    else if (kind === 'lose role')
      userRoles.delete(pick([...userRoles.holdersOf(role.id)], at) ?? '', role.id);
    else if (kind === 'new role')
      userRoles.add(user.id, roles.insert({ ...role, id: `new${this.#made++}` }).id);
    else if (kind === 'delete role') this.#deleteRole(role.id);
    else if (kind === 'rename role') roles.update(role.id, { name: `Renamed ${at}` });
    else if (organization === undefined) return;
    else if (kind === 'rename organization') organizations.update(organization.id, { name: `Renamed ${at}` });
    else if (kind === 'join') members.set(organization.id, user.id, someRoles(this.data, at));
    else if (kind === 'delete organization') this.#deleteOrganization(organization.id);
    else this.#changeMember(organization.id, kind, at);
  }

  /** An id that begins with any character, and is unusual now and then. */
  #newId(at: number): string {
    return `${(at % 36).toString(36)}${at % 5 === 0 ? '-NEW' : 'new'}${(this.#made++).toString(36)}`;
  }

  #changeMember(organizationId: string, kind: 'leave' | 'change roles', at: number): void {
    const { members } = this.data;
    const userId = pick(members.membersOf(organizationId), at);
    if (userId === undefined) return;
    if (kind === 'leave') members.delete(organizationId, userId);
    else members.set(organizationId, userId, someRoles(this.data, at));
  }

  #deleteRole(id: string): void {
    const { roles, userRoles, applicationRoles, roleScopes } = this.data;
    for (const relation of [userRoles, applicationRoles])
      for (const holder of [...relation.holdersOf(id)]) relation.delete(holder, id);
    roleScopes.deleteLeft(id);
    roles.delete(id);
  }

  #deleteApplication(id: string | undefined): void {
    if (id === undefined || this.data.applicationRoles.of(id).size > 0) return; // or nobody could read any more
    this.data.machines.deleteMember(id);
    this.data.applications.delete(id);
  }

  #deleteOrganization(id: string): void {
    for (const userId of this.data.members.membersOf(id)) this.data.members.delete(id, userId);
    for (const applicationId of this.data.machines.membersOf(id))
      this.data.machines.delete(id, applicationId);
    for (const invitation of this.data.invitations.list())
      if (invitation.organizationId === id) {
        this.data.invitationRoles.deleteLeft(invitation.id);
        this.data.invitations.delete(invitation.id);
      }
    this.data.organizations.delete(id);
  }
}

const EMPTY = {
  ...{ tenantId: 'default', id: '', name: '', description: null, customData: {}, createdAt: 1 },
  ...{ isMfaRequired: false, branding: {}, color: {}, customCss: null },
} as unknown as Parameters<TenantData['organizations']['insert']>[0];

function isAccessChange(kind: Happening['kind']): kind is AccessChange {
  return (ACCESS_CHANGES as readonly string[]).includes(kind);
}
