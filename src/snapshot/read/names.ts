import type { Snapshot } from '../snapshot.ts';
import { text } from './rows.ts';

const TABLES = {
  organizationRole: 'organization_roles',
  globalRole: 'roles',
  application: 'applications',
} as const;

/** Kinds of things that are known by a name of their own. */
export type Named = keyof typeof TABLES;

/** What something is called; undefined where the snapshot does not have it. */
export function nameOf(snapshot: Snapshot, kind: Named, id: string): string | undefined {
  const row = snapshot.get(`select name from ${TABLES[kind]} where id = ?`, id);
  return row && text(row.name);
}
