import type { Services } from '../services.ts';
import { idOf, type AccessItem, type SnapshotItem } from './accessItems.ts';
import type { AccessTree } from './accessTree.ts';

/** A line of the Access view, by what it shows. */
export interface AccessTarget {
  /** A snapshot of the tenant, or of the opened file, below which it is looked for. */
  readonly snapshotId: string;
  readonly kind: 'organization' | 'user' | 'organizationRole' | 'globalRole' | 'application';
  readonly id: string;
}

const LISTS = {
  organization: 'organizations',
  user: 'users',
  organizationRole: 'organizationRoles',
  globalRole: 'globalRoles',
  application: 'applications',
} as const;

/** The line of a target, on whichever page it lies; undefined where the view does not have it. */
export function itemOf(tree: AccessTree, services: Services, target: AccessTarget): SnapshotItem | undefined {
  return follow(tree, rootOf(tree, services, target.snapshotId), keysTo(target));
}

/** The line that keys lead to from another one. */
export function follow(
  tree: AccessTree,
  root: AccessItem | undefined,
  keys: readonly string[],
): SnapshotItem | undefined {
  let item = root;
  for (const key of keys) item = item && tree.childOf(item, key);
  return item?.type === 'node' ? item : undefined;
}

function keysTo({ kind, id }: AccessTarget): string[] {
  return [LISTS[kind], id];
}

/** The opened file with this snapshot, or else the tenant it is of. */
function rootOf(tree: AccessTree, { snapshots }: Services, snapshotId: string): AccessItem | undefined {
  const { tenantId } = snapshots.get(snapshotId).info;
  const items = tree.childrenOf();
  return (
    items.find((one) => one.type === 'file' && one.snapshotId === snapshotId) ??
    items.find((one) => idOf(one) === tenantId)
  );
}
