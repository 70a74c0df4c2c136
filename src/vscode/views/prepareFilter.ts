import { isPrepared, prepareFind } from '../../access/find/strands.ts';
import { hasText } from '../../access/nodes/filter.ts';
import type { Filter } from '../../access/nodes/look.ts';
import type { Services } from '../services.ts';
import { shownSnapshots } from '../snapshots/shownSnapshot.ts';

/**
 * Makes ready what the text of a filter is looked for in, bit by bit, as is to be done once for each snapshot;
 * undefined where there is nothing to wait for.
 */
export function prepareFilter(services: Services, filter: Filter | undefined): Promise<unknown> | undefined {
  if (!hasText(filter)) return undefined;
  const unprepared = shownSnapshots(services).filter((snapshot) => !isPrepared(snapshot));
  // one that cannot be read is no reason not to filter the others
  return unprepared.length === 0 ? undefined : Promise.allSettled(unprepared.map(prepareFind));
}
