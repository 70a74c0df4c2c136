import { missingFrom } from '../snapshot/lacks/missing.ts';
import type { OrganizationRole } from '../snapshot/model.ts';
import { findOrganizationRole } from '../snapshot/read/byId.ts';
import { rolesWithScopes, type RoleWithScopes } from '../snapshot/read/judging/roles.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { oneLine } from '../words.ts';
import { isWhole, PRIVILEGED } from './known.ts';

/**
 * The most privileged organization roles: those that were named, and where there is none of these, those for people
 * with the most permissions. Undefined where it is not known what roles permit, or none permits anything.
 */
export function privilegedRoles(
  snapshot: Snapshot,
  names: readonly string[],
): readonly OrganizationRole[] | undefined {
  const roles = rolesForPeople(snapshot);
  const named = roles.filter(({ name }) => names.includes(name));
  const found = named.length > 0 ? named : strongest(snapshot, roles);
  if (found.length === 0) return undefined;
  return found.map(({ id }) => findOrganizationRole(snapshot, id)).filter((role) => role !== undefined);
}

/** Says of roles that were named and do not exist which are judged instead; else why none is, where none is. */
export function privilegedNotices(snapshot: Snapshot, names: readonly string[]): string[] {
  const roles = rolesForPeople(snapshot);
  const lost = names.filter((name) => !roles.some((role) => role.name === name));
  const taken = privilegedRoles(snapshot, names);
  const instead = taken?.map(({ name }) => oneLine(name)).join(', ');
  if (lost.length > 0) return [`${notFound(snapshot, lost)}. Judged instead: ${instead ?? 'none'}`];
  if (taken !== undefined || roles.length === 0 || snapshot.info.counts.organizations === 0) return [];
  return [`Nothing is judged that is about the most privileged roles: ${whyNone(snapshot)}`];
}

/** `Privileged roles not found: "ownr"` */
function notFound(snapshot: Snapshot, names: readonly string[]): string {
  const perhaps = missingFrom(snapshot, [['organizationRoles']]).map((sentence) => ` (${sentence})`);
  return `Privileged roles not found: ${names.map((name) => `"${oneLine(name)}"`).join(', ')}${perhaps.join('')}`;
}

function whyNone(snapshot: Snapshot): string {
  const [missing] = missingFrom(snapshot, PRIVILEGED);
  return (
    missing ??
    'no organization role for people permits anything (the setting findings.privilegedRoles names them)'
  );
}

function rolesForPeople(snapshot: Snapshot): RoleWithScopes[] {
  return rolesWithScopes(snapshot, 'organizationRole').filter(({ type }) => type === 'User');
}

function strongest(snapshot: Snapshot, roles: readonly RoleWithScopes[]): readonly RoleWithScopes[] {
  if (!isWhole(snapshot, ...PRIVILEGED)) return [];
  const most = Math.max(0, ...roles.map(({ scopeIds }) => scopeIds.length));
  return most === 0 ? [] : roles.filter(({ scopeIds }) => scopeIds.length === most);
}
