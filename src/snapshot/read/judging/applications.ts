import type { Application } from '../../model.ts';
import type { Snapshot } from '../../snapshot.ts';
import { text, textList, toApplication } from '../rows.ts';

/** An application that may do everything in the tenant, by global roles. */
export interface ManagingApplication {
  readonly application: Application;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
}

/** Machine-to-machine applications with all permissions of Logto's own Management API, by id. */
export function* applicationsThatManage(snapshot: Snapshot): Generator<ManagingApplication> {
  const rows = snapshot.iterate(
    `select a.*, json_group_array(r.id order by r.id) as role_ids, json_group_array(r.name order by r.id) as role_names
     from applications a join role_applications h on h.application_id = a.id join roles r on r.id = h.role_id
     where a.type = 'MachineToMachine' and r.id in (
       select g.role_id from role_scopes g join scopes s on s.id = g.scope_id join resources i on i.id = s.resource_id
       where s.name = 'all' and (i.id = 'management-api' or i.indicator like 'https://%.logto.app/api'))
     group by a.id order by a.id`,
  );
  for (const row of rows) {
    const names = textList(row.role_names);
    const roles = textList(row.role_ids).map((id, i) => ({ id, name: text(names[i]) }));
    yield { application: toApplication(row), roles };
  }
}
