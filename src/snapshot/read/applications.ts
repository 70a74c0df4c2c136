import type { Application, GlobalRole, Organization } from '../model.ts';
import { ALL, type Page, type Snapshot } from '../snapshot.ts';
import { textList, toApplication, toGlobalRole, toOrganization } from './rows.ts';

/** Applications of every type, by name. */
export function listApplications(snapshot: Snapshot, { limit, offset = 0 }: Page = ALL): Application[] {
  const sql = 'select * from applications order by name collate nocase, id limit ? offset ?';
  return snapshot.all(sql, limit, offset).map(toApplication);
}

/** Machine-to-machine applications that hold a role in an organization, by name. */
export function applicationsWithRoleIn(
  snapshot: Snapshot,
  organizationId: string,
  roleId: string,
  { limit, offset = 0 }: Page,
): Application[] {
  const rows = snapshot.all(
    `select a.* from application_organization_roles h join applications a on a.id = h.application_id
     where h.organization_id = ? and h.role_id = ? order by a.name collate nocase, a.id limit ? offset ?`,
    ...[organizationId, roleId, limit, offset],
  );
  return rows.map(toApplication);
}

export interface OrganizationOfApplication {
  readonly organization: Organization;
  readonly roleNames: readonly string[];
}

/** Organizations a machine-to-machine application belongs to, by name, with the names of its roles there. */
export function organizationsOfApplication(
  snapshot: Snapshot,
  applicationId: string,
): OrganizationOfApplication[] {
  const rows = snapshot.all(
    `select o.*, (select coalesce(json_group_array(name), '[]') from (select r.name from application_organization_roles h
       join organization_roles r on r.id = h.role_id
       where h.application_id = m.application_id and h.organization_id = m.organization_id order by r.name, r.id)) as role_names
     from application_organizations m join organizations o on o.id = m.organization_id
     where m.application_id = ? order by o.sort_key, o.id`,
    applicationId,
  );
  return rows.map((row) => ({ organization: toOrganization(row), roleNames: textList(row.role_names) }));
}

/** The global roles an application holds, by name. */
export function globalRolesOfApplication(snapshot: Snapshot, applicationId: string): GlobalRole[] {
  const rows = snapshot.all(
    `select r.* from role_applications h join roles r on r.id = h.role_id where h.application_id = ?
     order by r.name collate nocase, r.id`,
    applicationId,
  );
  return rows.map(toGlobalRole);
}
