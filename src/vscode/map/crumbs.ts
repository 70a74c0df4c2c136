import type { Crumb } from '../../access/map/messages.ts';
import { placeTitle, type MapPlace } from '../../access/map/place.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';

/** The way to a place: the tenant, the organization that it is in, and itself. */
export function crumbsOf(snapshot: Snapshot, place: MapPlace): Crumb[] {
  const crumbOf = (step: MapPlace): Crumb => ({ label: placeTitle(snapshot, step), place: step });
  const { view, organizationId } = place;
  const isOfTenant = view !== 'graph' && organizationId === undefined;
  const within =
    view === 'graph' && organizationId !== undefined ? [crumbOf({ view: 'matrix', organizationId })] : [];
  return [...(isOfTenant ? [] : [crumbOf({ view: 'matrix' })]), ...within, crumbOf(place)];
}
