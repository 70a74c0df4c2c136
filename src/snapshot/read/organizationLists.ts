import { keep } from '../kept.ts';
import type { Snapshot } from '../snapshot.ts';
import { SUMMARY, toSummary, type OrganizationSummary } from './organizations.ts';
import { idsOf, text } from './rows.ts';

export const ORGANIZATION_ORDERS = ['name', 'newest'] as const;
export type OrganizationOrder = (typeof ORGANIZATION_ORDERS)[number];

const ORDERS: Readonly<Record<OrganizationOrder, string>> = {
  name: 'sort_key, id',
  newest: 'created_at desc, id',
};

/** Ids of all organizations in an order, or of those whose name begins with an initial. */
export function organizationIds(
  snapshot: Snapshot,
  order: OrganizationOrder,
  initial?: string,
): readonly string[] {
  return keep(snapshot, JSON.stringify(['organizations', order, initial]), () => {
    const where = initial === undefined ? '' : 'where substr(sort_key, 1, 1) = ?';
    const sql = `select id from organizations ${where} order by ${ORDERS[order]}`;
    return idsOf(snapshot, sql, ...(initial === undefined ? [] : [initial]));
  });
}

/** Organizations by id, in the order of the ids. */
export function organizationsById(snapshot: Snapshot, ids: readonly string[]): OrganizationSummary[] {
  const sql = `${SUMMARY} join json_each(?) k on k.value = o.id order by k.key`;
  return snapshot.all(sql, JSON.stringify(ids)).map(toSummary);
}

/** Initials that names of organizations begin with, and how many do. */
export function organizationsByInitial(
  snapshot: Snapshot,
): { readonly initial: string; readonly count: number }[] {
  const sql =
    'select substr(sort_key, 1, 1) as initial, count(*) as n from organizations group by 1 order by 1';
  return snapshot.all(sql).map((row) => ({ initial: text(row.initial), count: Number(row.n) }));
}
