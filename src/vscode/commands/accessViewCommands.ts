import type { ThingItem } from '../ask/thing.ts';
import type { Services } from '../services.ts';
import type { SnapshotItem } from '../views/accessItems.ts';
import { arrange } from './arrange.ts';
import { viewCommands } from './command.ts';
import { copyId, copyTable, type CopiedItem } from './copyNode.ts';
import { filterAccess } from './filterAccess.ts';
import { openInConsole } from './openInConsole.ts';

/** Commands of the Access view and its lines. */
export function registerAccessViewCommands(services: Services): void {
  const register = viewCommands(services);
  register('filterAccess', (filter?: unknown) => filterAccess(services, filter));
  register('clearAccessFilter', () => services.look.filter(undefined));
  register('sortAccess', (item?: SnapshotItem) => arrange(services, 'order', item));
  register('groupAccess', (item?: SnapshotItem) => arrange(services, 'groupBy', item));
  register('copyId', copyId);
  register('copyTable', (item: CopiedItem, selected?: readonly CopiedItem[]) =>
    copyTable(services, item, selected),
  );
  register('openInConsole', (item: ThingItem) => openInConsole(services, item));
}
