import type { NodeKind } from '../../access/nodes/node.ts';
import type { FindableKind } from '../../snapshot/read/findable.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Services } from '../services.ts';
import type { ViewItem } from '../commands/command.ts';

/** Something in a snapshot. */
export interface Thing<K extends FindableKind = FindableKind> {
  readonly kind: K;
  readonly id: string;
}

/** A line of a tree of access, or something that was found: what a command can be about. */
export interface ThingItem extends ViewItem {
  readonly thing?: Thing;
  readonly node?: { readonly kind: NodeKind; readonly subjectId?: string };
}

/** Kinds of lines that are about one thing. */
const KINDS = [
  ...(['user', 'organization', 'organizationRole', 'globalRole'] as const),
  ...(['permission', 'application'] as const),
];

/** What a line is about; undefined where that is nothing of its own, as a group. */
export function thingOf(item: ThingItem | undefined): Thing | undefined {
  if (item?.thing !== undefined) return item.thing;
  const { kind: ofNode, subjectId: id } = item?.node ?? {};
  const kind = KINDS.find((one) => one === ofNode);
  return kind && id !== undefined ? { kind, id } : undefined;
}

/** The same, where it is of a certain kind. */
export function thingOfKind<K extends FindableKind>(
  item: ThingItem | undefined,
  kinds: readonly K[],
): Thing<K> | undefined {
  const thing = thingOf(item);
  const kind = kinds.find((one) => one === thing?.kind);
  return thing && kind && { kind, id: thing.id };
}

/** The snapshot of a line. */
export function snapshotOfItem({ snapshots }: Services, item: ThingItem): Snapshot | undefined {
  return item.snapshotId === undefined ? undefined : snapshots.get(item.snapshotId);
}
