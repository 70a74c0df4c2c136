import { personName } from '../../src/demo/generate/names.ts';
import { Random } from '../../src/demo/random.ts';
import {
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../unit/snapshot/support/rows.ts';

/** Roles with how many permissions they give, and how many of a hundred members hold them. */
const ROLES = [
  ...([['viewer', 2, 55] as const, ['editor', 4, 30] as const, ['auditor', 3, 8] as const] as const),
  ...([['billing', 3, 5] as const, ['guest', 0, 12] as const, ['admin', 9, 1] as const] as const),
  ...([['support', 5, 4] as const, ['release-manager', 6, 2] as const] as const),
] as const;

export const LARGE_MEMBERS = 12_000;
export const LARGE_NAME = 'Northwind Freight';

/** Writes a snapshot of a tenant with one very large organization, the same each time. */
export function writeLargeOrganization(file: string): void {
  const random = new Random('large organization');
  const scopes = Array.from({ length: 9 }, (_, i) => scope(`s${i}`, { name: `scope:${i + 1}` }));
  const users = Array.from({ length: LARGE_MEMBERS }, (_, i) => {
    const { whole, handle } = personName(random);
    return user(`u${i}`, {
      name: whole,
      email: `${handle}${i}@northwind.example`,
      suspended: random.chance(0.02),
    });
  });
  const rolesOf = (): string[] => ROLES.flatMap(([id, , share]) => (random.below(100) < share ? [id] : []));
  const rows: Rows = {
    ...{ users, scopes, organizations: [organization('large', { name: LARGE_NAME })] },
    members: { large: Object.fromEntries(users.map(({ id }) => [id, rolesOf()])) },
    organizationRoles: ROLES.map(([id, permissions]) =>
      organizationRole(id, { scopeIds: scopes.slice(0, permissions).map((one) => one.id) }),
    ),
  };
  writeSnapshot(file, rows, { tenantName: 'Northwind' });
}
