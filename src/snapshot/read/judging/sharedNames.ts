import type { Snapshot } from '../../snapshot.ts';
import { USER_LABEL } from '../../userLabelSql.ts';
import { text } from '../rows.ts';

/** What several users are called. */
export function sharedUserLabels(snapshot: Snapshot): ReadonlySet<string> {
  return labels(
    snapshot,
    `select coalesce(${USER_LABEL}, id) as label from users group by 1 having count(*) > 1`,
  );
}

/** What several organizations are called. */
export function sharedOrganizationNames(snapshot: Snapshot): ReadonlySet<string> {
  return labels(snapshot, 'select name as label from organizations group by 1 having count(*) > 1');
}

function labels(snapshot: Snapshot, sql: string): ReadonlySet<string> {
  return new Set(snapshot.all(sql).map(({ label }) => text(label)));
}
