import type { InvitationStatus } from '../../src/demo/data/rows.ts';
import type { TenantData } from '../../src/demo/data/tenant.ts';
import { MANAGEMENT_API } from '../../src/demo/server/authorize.ts';

/** The kinds of what happens to what a tenant grants: to roles of organizations, permissions and invitations. */
export const ACCESS_CHANGES = [
  ...(['new organization role', 'delete organization role', 'rename organization role'] as const),
  ...(['new permission', 'rename permission', 'delete permission'] as const),
  ...(['new resource', 'rename resource', 'delete resource'] as const),
  ...(['grant', 'revoke', 'grant in organizations', 'revoke in organizations'] as const),
  ...([
    'application gets role',
    'application loses role',
    'application joins',
    'application leaves',
  ] as const),
  ...(['invite', 'answer invitation', 'delete invitation'] as const),
] as const;

export type AccessChange = (typeof ACCESS_CHANGES)[number];

/** Does one of them; `at` says to what, and `id` is for what is made. */
export function changeAccess(data: TenantData, kind: AccessChange, at: number, id: string): void {
  CHANGES[kind](data, at, id);
}

/** What stands at a place in a list that is gone round and round. */
export function pick<T>(rows: readonly T[], at: number): T | undefined {
  return rows[at % Math.max(1, rows.length)];
}

type Change = (data: TenantData, at: number, id: string) => void;

const STATUSES: readonly InvitationStatus[] = ['Accepted', 'Revoked', 'Expired'];

const CHANGES: Readonly<Record<AccessChange, Change>> = {
  'new organization role': (data, at, id) => {
    const role = pick(data.organizationRoles.list(), at);
    if (role === undefined) return;
    data.organizationRoles.insert({ ...role, id, name: `New ${id}` });
    CHANGES['grant in organizations'](data, at, '');
  },
  'delete organization role': (data, at) => {
    const role = pick(data.organizationRoles.list(), at);
    if (role !== undefined) deleteOrganizationRole(data, role.id);
  },
  'rename organization role': (data, at) => {
    const role = pick(data.organizationRoles.list(), at);
    if (role !== undefined) data.organizationRoles.update(role.id, { name: `Renamed ${at}` });
  },
  'new permission': (data, at, id) => {
    const [scope, other] = [pick(data.organizationScopes.list(), at), pick(ownScopes(data), at)];
    if (at % 2 > 0 && scope !== undefined)
      data.organizationScopes.insert({ ...scope, id, name: `new:${id}` });
    else if (other !== undefined) data.scopes.insert({ ...other, id, name: `new:${id}` });
  },
  'rename permission': (data, at) => {
    const [scope, other] = [pick(data.organizationScopes.list(), at), pick(ownScopes(data), at)];
    if (at % 2 > 0 && scope !== undefined)
      data.organizationScopes.update(scope.id, { name: `renamed:${at}` });
    else if (other !== undefined) data.scopes.update(other.id, { name: `renamed:${at}` });
  },
  'delete permission': (data, at) => {
    const [scope, other] = [pick(data.organizationScopes.list(), at), pick(ownScopes(data), at)];
    if (at % 2 > 0 && scope !== undefined) deleteScope(data, scope.id);
    else if (other !== undefined) deleteScope(data, other.id);
  },
  'new resource': (data, at, id) => {
    const resource = pick(ownResources(data), at);
    if (resource === undefined) return;
    data.resources.insert({ ...resource, id, indicator: `https://${id.toLowerCase()}.example` });
    const scope = pick(ownScopes(data), at);
    if (scope !== undefined) data.scopes.insert({ ...scope, id: `${id}:read`, resourceId: id });
  },
  'rename resource': (data, at) => {
    const resource = pick(ownResources(data), at);
    if (resource !== undefined) data.resources.update(resource.id, { name: `Renamed ${at}` });
  },
  'delete resource': (data, at) => {
    const resource = pick(ownResources(data), at);
    if (resource === undefined) return;
    for (const { id } of data.scopesOfResource(resource.id)) deleteScope(data, id);
    data.resources.delete(resource.id);
  },
  grant: (data, at) => {
    const [role, scope] = [pick(data.roles.list(), at), pick(ownScopes(data), at)];
    if (role !== undefined && scope !== undefined) data.roleScopes.add(role.id, scope.id);
  },
  revoke: (data, at) => {
    const granted = pick(
      [...data.roleScopes].filter(([, id]) => isOwn(data, id)),
      at,
    );
    if (granted !== undefined) data.roleScopes.delete(...granted);
  },
  'grant in organizations': (data, at) => {
    const role = data.organizationRoles.list().at(-1 - (at % 3));
    const [scope, other] = [pick(data.organizationScopes.list(), at), pick(ownScopes(data), at)];
    if (role === undefined) return;
    if (scope !== undefined) data.organizationRoleScopes.add(role.id, scope.id);
    if (other !== undefined) data.organizationRoleResourceScopes.add(role.id, other.id);
  },
  'revoke in organizations': (data, at) => {
    const relation = at % 2 > 0 ? data.organizationRoleScopes : data.organizationRoleResourceScopes;
    const granted = pick([...relation], at);
    if (granted !== undefined) relation.delete(...granted);
  },
  'application gets role': (data, at) => {
    const [machine, role] = [pick(otherMachines(data), at), pick(machineRoles(data.roles.list()), at)];
    if (machine !== undefined && role !== undefined) data.applicationRoles.add(machine.id, role.id);
  },
  'application loses role': (data, at) => {
    const others = new Set(otherMachines(data).map(({ id }) => id));
    const held = pick(
      [...data.applicationRoles].filter(([id]) => others.has(id)),
      at,
    );
    if (held !== undefined) data.applicationRoles.delete(...held);
  },
  'application joins': (data, at) => {
    const [machine, organization] = [pick(otherMachines(data), at), pick(data.organizations.list(), at)];
    const roles = machineRoles(data.organizationRoles.list()).filter((_, i) => (at >> i) % 2 > 0);
    if (machine !== undefined && organization !== undefined)
      data.machines.set(
        organization.id,
        machine.id,
        roles.map(({ id }) => id),
      );
  },
  'application leaves': (data, at) => {
    const one = pick([...data.machines], at);
    if (one !== undefined) data.machines.delete(one.organizationId, one.memberId);
  },
  invite: (data, at, id) => {
    const [like, organization] = [pick(data.invitations.list(), at), pick(data.organizations.list(), at)];
    if (like === undefined || organization === undefined) return;
    const { id: organizationId } = organization;
    data.invitations.insert({ ...like, id, organizationId, invitee: `${id}@new.example`, status: 'Pending' });
    const role = pick(data.organizationRoles.list(), at);
    if (role !== undefined) data.invitationRoles.add(id, role.id);
  },
  'answer invitation': (data, at) => {
    const invitation = pick(data.invitations.list(), at);
    const status = pick(STATUSES, at);
    if (invitation !== undefined && status !== undefined) data.invitations.update(invitation.id, { status });
  },
  'delete invitation': (data, at) => {
    const invitation = pick(data.invitations.list(), at);
    if (invitation === undefined) return;
    data.invitationRoles.deleteLeft(invitation.id);
    data.invitations.delete(invitation.id);
  },
};

function deleteOrganizationRole(data: TenantData, id: string): void {
  const { members, machines, invitationRoles, organizationRoleScopes, organizationRoleResourceScopes } = data;
  for (const memberships of [members, machines])
    for (const { organizationId, memberId, roleIds } of [...memberships])
      if (roleIds.includes(id))
        memberships.set(
          organizationId,
          memberId,
          roleIds.filter((one) => one !== id),
        );
  for (const invitation of [...invitationRoles.holdersOf(id)]) invitationRoles.delete(invitation, id);
  organizationRoleScopes.deleteLeft(id);
  organizationRoleResourceScopes.deleteLeft(id);
  data.organizationRoles.delete(id);
}

function deleteScope(data: TenantData, id: string): void {
  for (const relation of [data.roleScopes, data.organizationRoleScopes, data.organizationRoleResourceScopes])
    for (const role of [...relation.holdersOf(id)]) relation.delete(role, id);
  data.scopes.delete(id);
  data.organizationScopes.delete(id);
}

/** Those of the tenant's own APIs: without the Management API's nobody could read any more. */
function ownResources(data: TenantData) {
  return data.resources.list().filter(({ indicator }) => indicator !== MANAGEMENT_API);
}

function ownScopes(data: TenantData) {
  const own = new Set(ownResources(data).map(({ id }) => id));
  return data.scopes.list().filter(({ resourceId }) => own.has(resourceId));
}

function isOwn(data: TenantData, scopeId: string): boolean {
  return ownScopes(data).some(({ id }) => id === scopeId);
}

/** All but the one that reads, which is the first. */
function otherMachines(data: TenantData) {
  return data.applications
    .list()
    .filter(({ type }) => type === 'MachineToMachine')
    .slice(1);
}

function machineRoles<Role extends { readonly type: string }>(roles: readonly Role[]): Role[] {
  return roles.filter(({ type }) => type === 'MachineToMachine');
}
