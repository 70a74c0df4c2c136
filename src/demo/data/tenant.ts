import type {
  ApplicationRow,
  InvitationRow,
  LogRow,
  MfaRow,
  OrganizationRoleRow,
  OrganizationRow,
  OrganizationScopeRow,
  PersonalAccessTokenRow,
  ResourceRow,
  RoleRow,
  ScopeRow,
  SecretRow,
  SsoConnectorRow,
  SsoIdentityRow,
  UserRow,
} from './rows.ts';
import { Memberships } from './memberships.ts';
import { Memo } from './memo.ts';
import { Relation } from './relation.ts';
import { Table } from './table.ts';
import { UserTable } from './users.ts';

/** Everything a tenant holds, in memory, indexed for the questions the Management API answers. */
export class TenantData {
  readonly users = new UserTable();
  readonly organizations = new Table<OrganizationRow>();
  readonly organizationRoles = new Table<OrganizationRoleRow>();
  readonly organizationScopes = new Table<OrganizationScopeRow>();
  readonly roles = new Table<RoleRow>();
  readonly resources = new Table<ResourceRow>();
  readonly scopes = new Table<ScopeRow>();
  readonly applications = new Table<ApplicationRow>();
  readonly invitations = new Table<InvitationRow>();
  readonly ssoConnectors = new Table<SsoConnectorRow>();
  readonly logs = new Table<LogRow>();

  /** Organizations and their users. */
  readonly members = new Memberships();
  /** Organizations and their machine-to-machine applications. */
  readonly machines = new Memberships();

  readonly userRoles = new Relation();
  readonly applicationRoles = new Relation();
  readonly roleScopes = new Relation();
  readonly organizationRoleScopes = new Relation();
  readonly organizationRoleResourceScopes = new Relation();
  readonly invitationRoles = new Relation();
  readonly jitEmailDomains = new Relation();
  readonly jitRoles = new Relation();
  readonly jitSsoConnectors = new Relation();

  readonly ssoIdentities = new Map<string, readonly SsoIdentityRow[]>();
  readonly mfaVerifications = new Map<string, readonly MfaRow[]>();
  readonly personalAccessTokens = new Map<string, readonly PersonalAccessTokenRow[]>();
  readonly secrets = new Map<string, readonly SecretRow[]>();

  readonly seed: string;
  /** Until when the tenant's story has been told, and how many weeks of changes that took. */
  now: number;
  weeks = 0;

  readonly #roleUsers = new Memo<readonly UserRow[]>(() => this.users.version + this.userRoles.version);

  constructor(seed: string | number, now: number) {
    this.seed = String(seed);
    this.now = now;
  }

  /** The users who hold a global role, the newest first. */
  usersOfRole(roleId: string): readonly UserRow[] {
    return this.#roleUsers.get(roleId, () => this.users.withIds(this.userRoles.holdersOf(roleId)));
  }

  /** The scopes an API resource offers, by id. */
  scopesOfResource(resourceId: string): readonly ScopeRow[] {
    return this.scopes
      .list()
      .filter((scope) => scope.resourceId === resourceId)
      .sort(byId);
  }

  /** Deletes a user and, as the database does, everything that refers to it. */
  deleteUser(id: string): void {
    this.members.deleteMember(id);
    this.userRoles.deleteLeft(id);
    this.ssoIdentities.delete(id);
    this.mfaVerifications.delete(id);
    this.personalAccessTokens.delete(id);
    for (const invitation of this.invitations.list()) {
      if (invitation.inviterId === id || invitation.acceptedUserId === id) {
        this.#deleteInvitation(invitation.id);
      }
    }
    this.users.delete(id);
  }

  #deleteInvitation(id: string): void {
    this.invitationRoles.deleteLeft(id);
    this.invitations.delete(id);
  }
}

/** Orders rows by id, as the database does where it reads a relation by its key. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return compare(a.id, b.id);
}

/** Orders rows by name. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compare(a.name, b.name);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
