import type { TenantProfile } from '../../credentials/tenants.ts';
import type { Catalogue } from '../../snapshot/store/catalogue.ts';
import { startOfWork, type SyncStart } from '../../snapshot/write/workFile.ts';
import { goesOn, startOf, type SyncJob } from '../../sync/sync.ts';
import type { Accepted } from '../snapshots/accepted.ts';
import type { SyncSettings } from '../settings.ts';
import { newestAccepted } from '../snapshots/shownSnapshot.ts';

/** What a job is made from. */
export interface JobParts {
  readonly catalogue: Catalogue;
  readonly accepted: Accepted;
  readonly version: string;
  readonly settings: () => SyncSettings;
}

/** What a sync of a tenant is told. The demo starts anew: it is another server every time. */
export function jobFor(
  parts: JobParts,
  { id, name, kind, baseUrl }: TenantProfile,
  { at = baseUrl, resume = true } = {},
): SyncJob {
  const { catalogue, version } = parts;
  const { userDetails, justInTime } = parts.settings();
  const previous = newestAccepted(parts, id)?.file;
  return {
    file: catalogue.fileFor(id, Date.now()),
    partial: catalogue.workFileOf(id),
    tenant: { id, name, baseUrl: at },
    ...{ version, userDetails, justInTime },
    ...(previous !== undefined && { previous }),
    keepsWork: kind !== 'demo',
    afresh: kind === 'demo' || !resume,
  };
}

/** How the sync began that the next one of the tenant would go on with; an error where it runs elsewhere. */
export function unfinishedOf(parts: JobParts, tenant: TenantProfile): SyncStart | undefined {
  const earlier = startOfWork(parts.catalogue.workFileOf(tenant.id));
  const job = jobFor(parts, tenant);
  if (earlier === undefined || job.afresh === true) return undefined;
  return goesOn(startOf(job, Date.now()), earlier) ? earlier : undefined;
}
