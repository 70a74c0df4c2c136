import type { Membership } from '../data/memberships.ts';
import type { Relation } from '../data/relation.ts';
import type { TenantData } from '../data/tenant.ts';
import { organizationRole } from '../generate/template.ts';
import { MANAGEMENT_SCOPE } from '../server/authorize.ts';
import type { Week } from './week.ts';

const GIVEN = ['editor', 'billing-viewer', 'auditor'];

/** A member gets one more role, as when somebody changes desks. */
export function oneGetsRole(week: Week): void {
  const role = organizationRole(week.data, week.random.pick(GIVEN)).id;
  const member = takeMember(week, ({ roleIds }) => !roleIds.includes(role));
  if (member !== undefined) setRoles(week, member, [...member.roleIds, role]);
}

/** A member loses a role and stays a member. */
export function oneLosesRole(week: Week): void {
  const admin = organizationRole(week.data, 'admin').id;
  const member = takeMember(week, ({ roleIds }) => roleIds.length > 0 && !roleIds.includes(admin));
  if (member !== undefined) setRoles(week, member, member.roleIds.slice(0, -1));
}

/** A member becomes an admin: the change that an auditor looks for first. */
export function oneBecomesAdmin(week: Week): void {
  const admin = organizationRole(week.data, 'admin').id;
  const member = takeMember(week, ({ roleIds }) => !roleIds.includes(admin));
  if (member !== undefined) setRoles(week, member, [...member.roleIds, admin]);
}

/** A role of the organizations gains a permission, so that all who hold it can do more. */
export function oneRoleGainsPermission({ data, random }: Week): void {
  const roles = data.organizationRoles.list().filter(({ type, name }) => type === 'User' && name !== 'guest');
  const missing = permissionsOf(data).flatMap((permission) =>
    roles
      .filter(({ id }) => !permission.relation.has(id, permission.scopeId))
      .map(({ id }) => ({ ...permission, roleId: id })),
  );
  if (missing.length === 0) return;
  const { relation, roleId, scopeId } = random.pick(missing);
  relation.add(roleId, scopeId);
}

interface Permission {
  readonly scopeId: string;
  /** What gives the permission to organization roles. */
  readonly relation: Relation;
}

/** Every permission that an organization role can have. */
function permissionsOf(data: TenantData): readonly Permission[] {
  const scopes = data.scopes.list().filter(({ name }) => name !== MANAGEMENT_SCOPE);
  return [
    ...scopes.map(({ id }) => ({ scopeId: id, relation: data.organizationRoleResourceScopes })),
    ...data.organizationScopes
      .list()
      .map(({ id }) => ({ scopeId: id, relation: data.organizationRoleScopes })),
  ];
}

/** Takes one membership of a user of whom nothing has been changed this week. */
function takeMember(week: Week, suits: (membership: Membership) => boolean): Membership | undefined {
  const { members } = week.data;
  const suiting = (memberId: string): Membership | undefined =>
    members
      .organizationsOf(memberId)
      .map((organizationId) => ({
        organizationId,
        memberId,
        roleIds: members.rolesOf(organizationId, memberId) ?? [],
      }))
      .find(suits);
  const user = week.takeUser(({ id }) => suiting(id) !== undefined);
  return user && suiting(user.id);
}

function setRoles(
  { data }: Week,
  { organizationId, memberId }: Membership,
  roleIds: readonly string[],
): void {
  data.members.set(organizationId, memberId, roleIds);
}
