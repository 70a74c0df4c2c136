import { findables, type FindableKind } from '../../snapshot/read/findable.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { describeThing } from '../things.ts';
import type { Hit } from './find.ts';

/** The first things of some kinds by name, for who has not said yet what to find. */
export function listed(snapshot: Snapshot, kinds: readonly FindableKind[], limit: number): Hit[] {
  const hits: Hit[] = [];
  for (const kind of kinds) {
    const { things } = findables(snapshot, kind, { sort: '', id: '' }, limit - hits.length);
    for (const { id } of things) hits.push(hitOf(snapshot, kind, id));
  }
  return hits;
}

function hitOf(snapshot: Snapshot, kind: FindableKind, id: string): Hit {
  const { label, detail } = describeThing(snapshot, kind, id) ?? { label: id, detail: '' };
  return { kind, id, label, detail, by: 'id', matched: id, rank: 'part' };
}
