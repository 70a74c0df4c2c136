import {
  UNKNOWN_TIME,
  type Application,
  type GlobalRole,
  type Organization,
  type OrganizationRole,
  type User,
} from '../../snapshot/model.ts';
import type { InvitationWithRoles } from '../../snapshot/read/organizations.ts';
import type { ScopeWithResource } from '../../snapshot/read/roles.ts';
import { globalRolesOfUser, membershipsOfUser } from '../../snapshot/read/users.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { isUnknown, tellsSignIns } from '../../snapshot/lacks/unknown.ts';
import { oneLine, utcDay, utcMinute } from '../../words.ts';
import { namesOf, userDetailFacts } from '../details.ts';
import type { Fact } from './node.ts';

/** What one would look up about a thing. What a snapshot does not know is "unknown", never "no" or "none". */

export function userFacts(snapshot: Snapshot, user: User): Fact[] {
  const { info } = snapshot;
  const connectors = isUnknown(info, 'social connectors') ? 'unknown' : namesOf(user.connectors);
  return [
    ...text('E-mail', user.email),
    ...(isUnknown(info, 'username') ? [['Username', 'unknown'] as const] : text('Username', user.username)),
    ...(isUnknown(info, 'phone') ? [['Phone', 'unknown'] as const] : text('Phone', user.phone)),
    ['Status', user.suspended ? 'suspended' : 'active'],
    ['Last sign-in', lastSignIn(snapshot, user, utcMinute)],
    ['Created', day(user.createdAt)],
    ['Password', user.hasPassword === null ? 'unknown' : user.hasPassword ? 'yes' : 'no'],
    ['Social sign-in', connectors],
    ...userDetailFacts(snapshot, user),
  ];
}

/** What a user has, which takes a question to the snapshot. */
export function userAccessFacts(snapshot: Snapshot, user: User): Fact[] {
  const organizations = membershipsOfUser(snapshot, user.id).map(({ organization }) => organization.name);
  const roles = globalRolesOfUser(snapshot, user.id).map(({ name }) => name);
  return [
    ['Organizations', shortList(organizations)],
    ['Global roles', isUnknown(snapshot.info, 'global roles') ? 'unknown' : shortList(roles)],
  ];
}

/** When somebody signed in last, where that is known. */
export function lastSignIn(
  { info }: Snapshot,
  { lastSignInAt }: User,
  format: (ms: number) => string = utcDay,
): string {
  if (lastSignInAt !== null) return format(lastSignInAt);
  return tellsSignIns(info) ? 'never' : 'unknown';
}

export function organizationFacts({ info }: Snapshot, organization: Organization): Fact[] {
  const mfa = organization.mfaRequired ? 'required' : 'not required';
  return [
    ...text('Description', organization.description),
    ['MFA', isUnknown(info, 'MFA required') ? 'unknown' : mfa],
    ['Created', day(organization.createdAt)],
  ];
}

export function roleFacts(role: OrganizationRole | GlobalRole): Fact[] {
  return [
    ...text('Description', role.description),
    ['For', role.type === 'MachineToMachine' ? 'machine-to-machine applications' : 'users'],
    ...('isDefault' in role ? [['Given to every new user', role.isDefault ? 'yes' : 'no'] as const] : []),
  ];
}

export function permissionFacts({ description, resourceName }: ScopeWithResource): Fact[] {
  return [
    ...text('Description', description),
    ['Of', resourceName === null ? 'organizations' : oneLine(resourceName)],
  ];
}

export function applicationFacts({ description, type, createdAt }: Application): Fact[] {
  return [...text('Description', description), ['Type', oneLine(type)], ['Created', day(createdAt)]];
}

export function invitationFacts({
  status,
  createdAt,
  expiresAt,
  inviterId,
  roleNames,
}: InvitationWithRoles): Fact[] {
  return [
    ['State', oneLine(status)],
    ['Sent', day(createdAt)],
    ['Expires', day(expiresAt)],
    ...text('Invited by user', inviterId),
    ['Roles', namesOf(roleNames)],
  ];
}

function text(name: string, value: string | null): Fact[] {
  return value === null || value === '' ? [] : [[name, oneLine(value)]];
}

/** `2026-11-24`, or that it is not known. */
export function day(ms: number): string {
  return ms === UNKNOWN_TIME ? 'unknown' : utcDay(ms);
}

function shortList(names: readonly string[], most = 10): string {
  const rest = names.length > most ? ` and ${names.length - most} more` : '';
  return `${namesOf(names.slice(0, most))}${rest}`;
}
