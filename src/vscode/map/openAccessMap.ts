import * as v from 'valibot';
import * as vscode from 'vscode';
import type { MapWhere } from '../../access/map/messages.ts';
import { GRAPH_KINDS, placeTitle, type MapPlace } from '../../access/map/place.ts';
import { resolve } from '../../access/resolve.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { thingOfKind, type ThingItem } from '../ask/thing.ts';
import { SOURCE } from '../commands/askArguments.ts';
import type { CommandParts } from '../commands/command.ts';
import type { ArgumentOf } from '../contract.ts';
import { askForSource, snapshotOf } from '../snapshots/sources.ts';
import type { MapParts } from './panel.ts';

type Argument = ArgumentOf<'logtoAccess.openAccessMap'>;

/** Shows a map: of a tenant, an organization, or the surroundings of a user, a role or a permission. */
export function openAccessMapCommand(parts: MapParts): CommandParts<'logtoAccess.openAccessMap'> {
  const { services } = parts;
  return {
    id: 'logtoAccess.openAccessMap',
    argument: v.object({
      ...SOURCE,
      ...{ organizationId: v.exactOptional(v.string()), userId: v.exactOptional(v.string()) },
      ...{ roleId: v.exactOptional(v.string()), scopeId: v.exactOptional(v.string()) },
    }),
    run: async (argument) => {
      const snapshot = snapshotOf(services, argument);
      const place = await placeOf(snapshot, argument);
      const where: MapWhere = { snapshotId: snapshot.info.id, place };
      const { showMap } = await import('./maps.ts');
      await showMap(parts, where);
      return { ...where, title: placeTitle(snapshot, place) };
    },
    ask: async (item) => {
      const snapshot = await askForSource(services, item, vscode.l10n.t('Access Map'));
      return snapshot && { snapshotId: snapshot.info.id, ...aboutOf(item) };
    },
  };
}

/** What a line is about, as a part of an argument. */
function aboutOf(item: ThingItem | undefined): Argument {
  const thing = thingOfKind(item, ['organization', ...GRAPH_KINDS]);
  if (thing === undefined) return {};
  const within = item?.organizationId === undefined ? {} : { organizationId: item.organizationId };
  switch (thing.kind) {
    case 'organization':
      return { organizationId: thing.id };
    case 'user':
    case 'application':
      return { userId: thing.id };
    case 'organizationRole':
    case 'globalRole':
      return { roleId: thing.id, ...(thing.kind === 'organizationRole' && within) };
    case 'permission':
      return { scopeId: thing.id };
  }
}

/** The place that an argument names; an `AccessError` where the snapshot does not have what it is about. */
async function placeOf(
  snapshot: Snapshot,
  { organizationId: within, userId, roleId, scopeId }: Argument,
): Promise<MapPlace> {
  const organizationId = within && (await resolve(snapshot, within, ['organization'])).id;
  const place = organizationId === undefined ? {} : { organizationId };
  const of =
    (userId !== undefined && (await resolve(snapshot, userId, ['user', 'application']))) ||
    (roleId !== undefined && (await resolve(snapshot, roleId, ['organizationRole', 'globalRole']))) ||
    (scopeId !== undefined && (await resolve(snapshot, scopeId, ['permission'])));
  return of === false ? { view: 'matrix', ...place } : { view: 'graph', of, open: {}, ...place };
}
