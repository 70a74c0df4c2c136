import type { Organization, OrganizationRole } from '../model.ts';
import type { Snapshot } from '../snapshot.ts';
import { text, textOrNull, toOrganization } from './rows.ts';

/** A user or a machine-to-machine application, by id. */
export interface HolderId {
  readonly kind: 'user' | 'application';
  readonly id: string;
}

export interface RoleHeldIn {
  readonly organization: Organization;
  /** Null where the member holds none. */
  readonly role: OrganizationRole | null;
}

/** Each of the few roles is looked up, instead of walking over all who hold one in the organization. */
const HELD = {
  user: `memberships m join organizations o on o.id = m.organization_id
    left join member_roles h on h.organization_id = m.organization_id and h.user_id = m.user_id
      and h.role_id in (select id from organization_roles)
    left join organization_roles r on r.id = h.role_id where m.user_id = ?`,
  application: `application_organizations m join organizations o on o.id = m.organization_id
    left join application_organization_roles h
      on h.organization_id = m.organization_id and h.application_id = m.application_id
    left join organization_roles r on r.id = h.role_id where m.application_id = ?`,
} as const;

/** Each organization of a user or application with each role held there; by name of organization and role. */
export function rolesHeldInOrganizations(snapshot: Snapshot, { kind, id }: HolderId): RoleHeldIn[] {
  const rows = snapshot.all(
    `select o.*, r.id as role_id, r.name as role_name, r.description as role_description, r.type as role_type
     from ${HELD[kind]} order by o.sort_key, o.id, r.name collate nocase, r.id`,
    id,
  );
  return rows.map((row) => ({
    organization: toOrganization(row),
    role:
      row.role_id === null
        ? null
        : {
            ...{ id: text(row.role_id), name: text(row.role_name) },
            description: textOrNull(row.role_description),
            type: text(row.role_type) as OrganizationRole['type'],
          },
  }));
}
