import type { Services } from './services.ts';

/** The id of the snapshot that the Access view shows of a tenant: the one that was chosen, or else the newest. */
export function shownSnapshotOf(
  { catalogue, shown }: Pick<Services, 'catalogue' | 'shown'>,
  tenantId: string,
): string | undefined {
  return shown.value.get(tenantId) ?? catalogue.newest(tenantId)?.info.id;
}

/** Forgets which snapshot of a tenant was chosen, so that the newest is shown. */
export function showNewest({ shown }: Pick<Services, 'shown'>, tenantId: string): void {
  shown.set(new Map([...shown.value].filter(([id]) => id !== tenantId)));
}
