import type { AccessNode } from '../../access/nodes/node.ts';
import type { TenantProfile } from '../../credentials/tenants.ts';

/** Children handed to VS Code at once: it asks for every one of them, and 100,000 take it many seconds. */
export const PAGE = 200;

/** A tenant, at the top. */
export interface TenantItem {
  readonly type: 'tenant';
  readonly tenantId: string;
  readonly tenant: TenantProfile;
}

/** A line of a snapshot. */
export interface SnapshotItem {
  readonly type: 'node';
  readonly tenantId: string;
  readonly snapshotId: string;
  readonly node: AccessNode;
  /** The domain id, for commands on the line. */
  readonly organizationId?: string;
}

/** The line below a long list that brings the next ones. */
export interface MoreItem {
  readonly type: 'more';
  readonly parent: SnapshotItem;
  readonly shown: number;
  readonly total: number;
}

/** A line that only says something: why there is nothing, or what went wrong. */
export interface MessageItem {
  readonly type: 'message';
  readonly id: string;
  readonly text: string;
  readonly icon: string;
}

export type AccessItem = TenantItem | SnapshotItem | MoreItem | MessageItem;

export function tenantItem(tenant: TenantProfile): TenantItem {
  return { type: 'tenant', tenantId: tenant.id, tenant };
}

export function snapshotItem(tenantId: string, snapshotId: string, node: AccessNode): SnapshotItem {
  const organizationId = node.kind === 'organization' ? node.subjectId : undefined;
  return {
    type: 'node',
    tenantId,
    snapshotId,
    node,
    ...(organizationId !== undefined && { organizationId }),
  };
}

export function message(id: string, text: string, icon: string): MessageItem {
  return { type: 'message', id, text, icon };
}

/** The same for a line after every sync, so that VS Code keeps it expanded and selected. */
export function idOf(item: SnapshotItem): string {
  return `${item.tenantId}/${item.node.id}`;
}
