import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import { newsOf, unseenOf, withUnseen } from './news.ts';
import type { Services } from '../services.ts';
import { newestAccepted } from '../snapshots/shownSnapshot.ts';

/** Where the run is deleted that changes are told against, tells them against the oldest kept one after it. */
export async function moveBaseline(
  services: Services,
  tenantId: string,
  before: readonly StoredSnapshot[],
): Promise<void> {
  const { unseen, offered } = services;
  const offer = keptAfter(services, tenantId, before, offered.get(tenantId));
  if (offer !== undefined) offered.set(tenantId, offer);
  const found = unseen.value.get(tenantId);
  const since = keptAfter(services, tenantId, before, found?.since);
  if (since === undefined || since === found?.since) return;
  const newest = newestAccepted(services, tenantId);
  const news = newest && newest.info.id !== since ? await newsOf(services, newest.info, since) : undefined;
  if (unseen.value.get(tenantId) === found)
    unseen.set(withUnseen(unseen.value, tenantId, news && unseenOf(news)));
}

/** The id of the oldest run that is still kept of a run and those after it. */
function keptAfter(
  { catalogue }: Services,
  tenantId: string,
  before: readonly StoredSnapshot[],
  id: string | undefined,
): string | undefined {
  const at = before.findIndex(({ info }) => info.id === id);
  const kept = new Set(catalogue.list(tenantId).map(({ info }) => info.id));
  return before
    .slice(0, at + 1)
    .map(({ info }) => info.id)
    .findLast((one) => kept.has(one));
}
