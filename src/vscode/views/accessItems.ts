import type { AccessNode } from '../../access/nodes/node.ts';
import type { TenantProfile } from '../../credentials/tenants.ts';
import type { OpenedFile } from '../snapshots/openedFiles.ts';

/** Children handed to VS Code at once: it asks for every one of them, and 100,000 take it many seconds. */
export const PAGE = 200;

/** A tenant, at the top. */
export interface TenantItem {
  readonly type: 'tenant';
  readonly tenantId: string;
  readonly tenant: TenantProfile;
}

/** An opened file, beside the tenants. */
export interface FileItem {
  readonly type: 'file';
  readonly snapshotId: string;
  readonly opened: OpenedFile;
}

/** A line of a snapshot. */
export interface SnapshotItem {
  readonly type: 'node';
  /** The line above it, which is where VS Code looks for it. */
  readonly parent: TenantItem | FileItem | SnapshotItem | MoreItem;
  readonly tenantId: string;
  readonly snapshotId: string;
  readonly node: AccessNode;
  /** The id of the organization that the line is, or that it lies below. */
  readonly organizationId?: string;
}

/**
 * The line below a long list that opens on the next ones, and those on the line for the ones after: so that VS Code is
 * handed one page at a time, and what was loaded stays.
 */
export interface MoreItem {
  readonly type: 'more';
  /** The line whose list it is. */
  readonly list: SnapshotItem;
  readonly parent: SnapshotItem | MoreItem;
  /** Where in the list its page begins. */
  readonly offset: number;
  readonly total: number;
}

/** A line that only says something: why there is nothing, or what went wrong. */
export interface MessageItem {
  readonly type: 'message';
  readonly id: string;
  readonly parent: TenantItem | FileItem | SnapshotItem | MoreItem;
  readonly text: string;
  readonly icon: string;
}

export type AccessItem = TenantItem | FileItem | SnapshotItem | MoreItem | MessageItem;

export function tenantItem(tenant: TenantProfile): TenantItem {
  return { type: 'tenant', tenantId: tenant.id, tenant };
}

export function fileItem(opened: OpenedFile): FileItem {
  return { type: 'file', snapshotId: opened.info.id, opened };
}

export function snapshotItem(
  at: Pick<SnapshotItem, 'parent' | 'tenantId' | 'snapshotId'>,
  node: AccessNode,
): SnapshotItem {
  const { parent, tenantId, snapshotId } = at;
  return {
    ...{ type: 'node', parent, tenantId, snapshotId, node },
    ...placeOf(node, organizationOf(parent)),
  };
}

/** The organization that a line is, or else in which it holds, or below which it lies; in whichever view. */
export function placeOf(node: AccessNode, above: string | undefined): Pick<SnapshotItem, 'organizationId'> {
  const organizationId = node.kind === 'organization' ? node.subjectId : (node.organizationId ?? above);
  return organizationId === undefined ? {} : { organizationId };
}

function organizationOf(parent: SnapshotItem['parent']): string | undefined {
  if (parent.type === 'more') return parent.list.organizationId;
  return parent.type === 'node' ? parent.organizationId : undefined;
}

export function message(parent: MessageItem['parent'], text: string, icon: string): MessageItem {
  return { type: 'message', id: `${idOf(parent)}/message`, parent, text, icon };
}

/** The same for a line after every sync, so that VS Code keeps it expanded and selected. */
export function idOf(item: AccessItem): string {
  switch (item.type) {
    case 'tenant':
      return item.tenantId;
    case 'file':
      return `file:${item.opened.file}`;
    case 'node':
      return idOfNode(item);
    case 'more':
      return `${idOf(item.list)}/+${item.offset}`;
    case 'message':
      return item.id;
  }
}

/** The same for a line of a snapshot, in whichever view. */
export function idOfNode({ tenantId, node }: Pick<SnapshotItem, 'tenantId' | 'node'>): string {
  return `${tenantId}/${node.id}`;
}

/** What tells a line from its siblings: the domain id, where it shows one thing. */
export function keyOf({ parent, node }: SnapshotItem): string {
  const list = parent.type === 'more' ? parent.list : parent;
  return list.type === 'node' ? node.id.slice(list.node.id.length + 1) : node.id;
}

/** The keys that lead to a line from a tenant or an opened file down, whatever is grouped and however it is paged. */
export function wayTo(item: AccessItem): string[] {
  if (item.type === 'more') return wayTo(item.parent);
  if (item.type !== 'node') return [];
  return [...wayTo(item.parent), ...(item.node.kind === 'group' ? [] : [keyOf(item)])];
}
