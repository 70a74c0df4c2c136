import type { Application, GlobalRole, Organization, OrganizationRole, Resource } from '../model.ts';
import type { Snapshot } from '../snapshot.ts';
import type { ScopeWithResource } from './roles.ts';
import {
  text,
  textOrNull,
  toApplication,
  toGlobalRole,
  toOrganization,
  toOrganizationRole,
  toScope,
} from './rows.ts';

/** Single things by id; undefined where the snapshot does not have them. */

/** An organization without its members counted. */
export function organizationOf(snapshot: Snapshot, id: string): Organization | undefined {
  const row = snapshot.get('select * from organizations where id = ?', id);
  return row && toOrganization(row);
}

export function findOrganizationRole(snapshot: Snapshot, id: string): OrganizationRole | undefined {
  const row = snapshot.get('select * from organization_roles where id = ?', id);
  return row && toOrganizationRole(row);
}

export function findGlobalRole(snapshot: Snapshot, id: string): GlobalRole | undefined {
  const row = snapshot.get('select * from roles where id = ?', id);
  return row && toGlobalRole(row);
}

export function findScope(snapshot: Snapshot, id: string): ScopeWithResource | undefined {
  const row = snapshot.get(
    `select s.*, a.name as resource_name from scopes s left join resources a on a.id = s.resource_id where s.id = ?`,
    id,
  );
  return row && { ...toScope(row), resourceName: textOrNull(row.resource_name) };
}

export function findResource(snapshot: Snapshot, id: string): Resource | undefined {
  const row = snapshot.get('select * from resources where id = ?', id);
  return row && { id: text(row.id), name: text(row.name), indicator: text(row.indicator) };
}

export function findApplication(snapshot: Snapshot, id: string): Application | undefined {
  const row = snapshot.get('select * from applications where id = ?', id);
  return row && toApplication(row);
}
