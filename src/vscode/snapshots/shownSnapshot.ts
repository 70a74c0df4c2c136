import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Services } from '../services.ts';

/** The newest snapshot of a tenant that does not wait for a person to accept it; the newest where all do. */
export function newestAccepted(
  { catalogue, accepted }: Pick<Services, 'catalogue' | 'accepted'>,
  tenantId: string,
): StoredSnapshot | undefined {
  const stored = catalogue.list(tenantId);
  return stored.find(({ info }) => accepted.has(info)) ?? stored[0];
}

/** The id of the snapshot that the Access view shows of a tenant: the one that was chosen, or else the newest. */
export function shownSnapshotOf(
  services: Pick<Services, 'catalogue' | 'accepted' | 'shown'>,
  tenantId: string,
): string | undefined {
  return services.shown.value.get(tenantId) ?? newestAccepted(services, tenantId)?.info.id;
}

/** What the snapshot that is shown of a tenant says about itself. */
export function shownInfoOf(services: Services, tenantId: string): SnapshotInfo | undefined {
  const shownId = shownSnapshotOf(services, tenantId);
  return services.catalogue.list(tenantId).find(({ info }) => info.id === shownId)?.info;
}

/** Forgets which snapshot of a tenant was chosen, so that the newest is shown. */
export function showNewest({ shown }: Pick<Services, 'shown'>, tenantId: string): void {
  shown.set(new Map([...shown.value].filter(([id]) => id !== tenantId)));
}

/** Shows a snapshot that a person chose, which is also to accept it. */
export function showChosen(services: Services, info: SnapshotInfo): void {
  const { accepted, shown } = services;
  if (info.vanished !== undefined) accepted.accept(info); // also what only an earlier version remembers
  if (newestAccepted(services, info.tenantId)?.info.id === info.id) showNewest(services, info.tenantId);
  else shown.set(new Map([...shown.value, [info.tenantId, info.id]]));
}

/**
 * The snapshots that the Access view shows, of tenants and opened files. One that cannot be opened is left out: what is
 * wrong with it is said by the line in its place.
 */
export function shownSnapshots(services: Services): Snapshot[] {
  const { tenants, files, snapshots } = services;
  const ids = [
    ...tenants.list().map(({ id }) => shownSnapshotOf(services, id)),
    ...files.list.map(({ info }) => info.id),
  ];
  return ids.flatMap((id) => (id === undefined ? [] : opened(snapshots, id)));
}

function opened(snapshots: Services['snapshots'], id: string): Snapshot[] {
  try {
    return [snapshots.get(id)];
  } catch {
    return [];
  }
}
