import type { PolicyTenant } from '../../policy/check.ts';
import type { Services } from '../services.ts';

/** The tenant of a snapshot as it is called now: its snapshots keep the name that it had when they were made. */
export function tenantNow(
  { tenants }: Pick<Services, 'tenants'>,
  { tenantId, tenantName }: PolicyTenant,
): PolicyTenant {
  return { tenantId, tenantName: tenants.get(tenantId)?.name ?? tenantName };
}
