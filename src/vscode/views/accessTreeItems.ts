import * as vscode from 'vscode';
import type { AccessNode } from '../../access/nodes/node.ts';
import { isComplete } from '../../snapshot/holes.ts';
import { number } from '../../words.ts';
import { localMinute } from '../localTime.ts';
import type { Services } from '../services.ts';
import { newestAccepted } from '../shownSnapshot.ts';
import {
  idOf,
  PAGE,
  type MessageItem,
  type MoreItem,
  type SnapshotItem,
  type TenantItem,
} from './accessItems.ts';
import { iconOf, spokenKind } from './icons.ts';

/** How the lines of the Access view look. */

export function tenantTreeItem(services: Services, { tenantId, tenant }: TenantItem): vscode.TreeItem {
  const item = new vscode.TreeItem(tenant.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = tenantId;
  item.contextValue = 'tenant';
  item.iconPath = new vscode.ThemeIcon({ cloud: 'cloud', selfHosted: 'server', demo: 'beaker' }[tenant.kind]);
  item.description = describeTenant(services, tenantId);
  item.tooltip =
    tenant.kind === 'demo' ? vscode.l10n.t('An embedded tenant with made-up people') : tenant.baseUrl;
  item.accessibilityInformation = { label: `${tenant.name}, tenant, ${item.description}` };
  return item;
}

function describeTenant(services: Services, tenantId: string): string {
  const { syncs, catalogue, shown } = services;
  if (syncs.stateOf(tenantId)?.kind === 'running') return vscode.l10n.t('syncing …');
  const newest = newestAccepted(services, tenantId);
  if (newest === undefined) return vscode.l10n.t('never synced');
  const older = catalogue.list(tenantId).find(({ info }) => info.id === shown.value.get(tenantId));
  const { info } = older ?? newest;
  const time = localMinute(info.endedAt);
  const when = older ? vscode.l10n.t('an older snapshot, of {0}', time) : vscode.l10n.t('as of {0}', time);
  return isComplete(info) ? when : vscode.l10n.t('{0}, incomplete', when);
}

export function nodeTreeItem(item: SnapshotItem): vscode.TreeItem {
  const { node } = item;
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const made = new vscode.TreeItem(node.label, node.children === undefined ? None : Collapsed);
  made.id = idOf(item);
  made.description = node.description;
  made.contextValue = node.kind;
  const icon = iconOf(node);
  if (icon !== undefined) made.iconPath = icon;
  made.accessibilityInformation = {
    label: [node.label, spokenKind(node.kind), node.description].filter((part) => part !== '').join(', '),
  };
  return made;
}

export function moreTreeItem(item: MoreItem): vscode.TreeItem {
  const left = item.total - item.shown;
  const made = new vscode.TreeItem(
    vscode.l10n.t('Load {0} more of {1}', number(Math.min(PAGE, left)), number(item.total)),
  );
  made.id = `${idOf(item.parent)}/more`;
  made.iconPath = new vscode.ThemeIcon('ellipsis');
  made.command = { command: 'logtoAccess.loadMore', title: vscode.l10n.t('Load More'), arguments: [item] };
  return made;
}

export function messageTreeItem({ id, text, icon }: MessageItem): vscode.TreeItem {
  const made = new vscode.TreeItem(text);
  made.id = id;
  made.iconPath = new vscode.ThemeIcon(icon);
  made.tooltip = text;
  return made;
}

export function tooltipOf({ label, description, subjectId, facts = [] }: AccessNode): string {
  return [label, description, ...facts, subjectId === undefined ? '' : `id ${subjectId}`]
    .filter((line) => line !== '')
    .join('\n');
}
