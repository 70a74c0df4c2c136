import type { Snapshot } from '../../snapshot.ts';
import { text, textList, textOrNull } from '../rows.ts';

interface NamedOrganization {
  readonly id: string;
  readonly name: string;
}

/** An organization in which nobody, or one person alone, holds any of some roles. */
export interface FewHolders {
  readonly organization: NamedOrganization;
  /** Undefined where nobody does. */
  readonly onlyHolderId: string | undefined;
}

/**
 * Organizations in which at most one member holds any of these roles and is not suspended; by id. Who is the only
 * member cannot but be the only holder: that is left out.
 */
export function* organizationsWithFewHolders(
  snapshot: Snapshot,
  roleIds: readonly string[],
): Generator<FewHolders> {
  const rows = snapshot.iterate(
    `select o.id, o.name, min(h.user_id) as only_holder from organizations o
     left join member_roles h on h.organization_id = o.id and h.role_id in (select value from json_each(?))
       and h.user_id not in (select id from users where suspended = 1)
     group by o.id having count(distinct h.user_id) < 2 and count(distinct h.user_id) <
       (select count(*) from memberships m where m.organization_id = o.id) order by o.id`,
    JSON.stringify(roleIds),
  );
  for (const row of rows)
    yield {
      organization: { id: text(row.id), name: text(row.name) },
      onlyHolderId: textOrNull(row.only_holder) ?? undefined,
    };
}

/** Organizations to which neither people nor applications belong, by id. */
export function* emptyOrganizations(snapshot: Snapshot): Generator<NamedOrganization> {
  const rows = snapshot.iterate(
    `select o.id, o.name from organizations o
     where not exists (select 1 from memberships m where m.organization_id = o.id)
       and not exists (select 1 from application_organizations a where a.organization_id = o.id) order by o.id`,
  );
  for (const row of rows) yield { id: text(row.id), name: text(row.name) };
}

/** An organization that people join by themselves, and what they get. */
export interface JoinedByThemselves {
  readonly organization: NamedOrganization;
  readonly emailDomains: readonly string[];
  readonly ssoConnectorIds: readonly string[];
  readonly roleIds: readonly string[];
}

/** Organizations whose just-in-time rules give one of these roles to whoever joins; by id. */
export function* organizationsGiving(
  snapshot: Snapshot,
  roleIds: readonly string[],
): Generator<JoinedByThemselves> {
  const valuesOf = (kind: string): string =>
    `json_group_array(j.value order by j.value) filter (where j.kind = '${kind}')`;
  const rows = snapshot.iterate(
    `select o.id, o.name, ${valuesOf('emailDomain')} as domains,
       ${valuesOf('ssoConnector')} as connectors, ${valuesOf('role')} as role_ids
     from organization_just_in_time j join organizations o on o.id = j.organization_id
     group by o.id having count(*) filter (where j.kind = 'role' and j.value in (select value from json_each(?))) > 0
       and count(*) filter (where j.kind in ('emailDomain', 'ssoConnector')) > 0 order by o.id`,
    JSON.stringify(roleIds),
  );
  for (const row of rows)
    yield {
      organization: { id: text(row.id), name: text(row.name) },
      emailDomains: textList(row.domains),
      ssoConnectorIds: textList(row.connectors),
      roleIds: textList(row.role_ids),
    };
}
