import type { Snapshot } from '../snapshot.ts';

/** Something that a user or an application has: membership of an organization, a role there, or a global role. */
export interface Holding {
  /** `''` for a global role. */
  readonly organizationId: string;
  /** Null for membership. */
  readonly roleId: string | null;
  readonly holder: 'user' | 'application';
  readonly holderId: string;
}

/** How many things anybody has. */
export function countHoldings(snapshot: Snapshot): number {
  const tables = [
    'memberships',
    'application_organizations',
    'member_roles',
    'application_organization_roles',
  ];
  const counts = [...tables, 'role_users', 'role_applications'].map(
    (table) => `(select count(*) from ${table})`,
  );
  return Number(snapshot.get(`select ${counts.join(' + ')} as n`)?.n);
}
