import * as vscode from 'vscode';
import type { AccessNode, Fact } from '../../access/nodes/node.ts';
import { DEMO_ID, type TenantProfile } from '../../credentials/tenants.ts';
import { isComplete, missingInShort } from '../../snapshot/lacks/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { number } from '../../words.ts';
import { localMinute } from '../localTime.ts';
import type { Services } from '../services.ts';
import { newestAccepted, shownInfoOf } from '../snapshots/shownSnapshot.ts';
import { besideName } from '../tenants/whichTenant.ts';
import {
  idOf,
  idOfNode,
  PAGE,
  type AccessItem,
  type MessageItem,
  type MoreItem,
  type SnapshotItem,
  type TenantItem,
} from './accessItems.ts';
import { iconOf, spokenKind } from './icons.ts';
import { inert } from './inert.ts';
import { beside } from './isolated.ts';
import { openedFileItem } from './openedFileItem.ts';
import { spoken } from './spoken.ts';

/** How the lines of the Access view look. */

export function treeItemOf(services: Services, item: AccessItem): vscode.TreeItem {
  switch (item.type) {
    case 'tenant':
      return tenantTreeItem(services, item);
    case 'node':
      return nodeTreeItem(item);
    case 'file':
      return openedFileItem(item.opened, vscode.TreeItemCollapsibleState.Expanded);
    case 'more':
      return moreTreeItem(idOf(item), item);
    case 'message':
      return messageTreeItem(item);
  }
}

function tenantTreeItem(services: Services, { tenantId, tenant }: TenantItem): vscode.TreeItem {
  const item = new vscode.TreeItem(tenant.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = tenantId;
  item.contextValue = contextOf('tenant', tenantId);
  item.iconPath = new vscode.ThemeIcon({ cloud: 'cloud', selfHosted: 'server', demo: 'beaker' }[tenant.kind]);
  const standing = describeTenant(services, tenantId);
  item.description = beside(besideName(tenant, services.tenants.list(), standing));
  item.accessibilityInformation = spoken(item, kindInWords(tenant));
  return item;
}

/** By what its menu knows a line: the demo has no Console, and nothing of a connection to change. */
function contextOf(kind: string, tenantId: string): string {
  return tenantId === DEMO_ID ? `${kind}.demo` : kind;
}

/** What the icon says, for who does not see it. */
function kindInWords({ kind }: TenantProfile): string {
  if (kind === 'demo') return vscode.l10n.t('demo tenant');
  return kind === 'cloud' ? vscode.l10n.t('tenant in Logto Cloud') : vscode.l10n.t('self-hosted tenant');
}

/** Where a tenant is, and what the shown snapshot of it holds. */
export function tenantTooltip(services: Services, { tenantId, tenant }: TenantItem): vscode.MarkdownString {
  const about: Fact =
    tenant.kind === 'demo'
      ? [vscode.l10n.t('Demo'), vscode.l10n.t('an embedded tenant with made-up people')]
      : [vscode.l10n.t('Address'), tenant.baseUrl];
  const info = shownInfoOf(services, tenantId);
  return tooltipOf({
    ...{ label: tenant.name, subjectId: tenantId },
    facts: () => [
      [vscode.l10n.t('Kind'), kindInWords(tenant)],
      about,
      ...lastSync(services, tenantId),
      ...(info === undefined ? [] : snapshotFacts(info)),
    ],
  });
}

/** How the last sync of this session ended, where that was not well. */
function lastSync({ syncs }: Services, tenantId: string): Fact[] {
  const state = syncs.stateOf(tenantId);
  if (state?.kind === 'failed')
    return [[vscode.l10n.t('Last sync'), vscode.l10n.t('failed: {0}', state.message)]];
  return state?.kind === 'cancelled' ? [[vscode.l10n.t('Last sync'), vscode.l10n.t('cancelled')]] : [];
}

function snapshotFacts(info: SnapshotInfo): Fact[] {
  const { users, organizations, memberships } = info.counts;
  return [
    [vscode.l10n.t('As of'), localMinute(info.endedAt)],
    [vscode.l10n.t('Users'), number(users)],
    [vscode.l10n.t('Organizations'), number(organizations)],
    [vscode.l10n.t('Memberships'), number(memberships)],
    ...(isComplete(info) ? [] : [[vscode.l10n.t('Incomplete'), missingInShort(info)] as const]),
  ];
}

/** `as of Nov 24, 09:30`, and whether that is all and the last sync went well. */
export function describeTenant(services: Services, tenantId: string): string {
  const { syncs, catalogue, shown } = services;
  if (syncs.stateOf(tenantId)?.kind === 'running') return vscode.l10n.t('syncing …');
  const newest = newestAccepted(services, tenantId);
  if (newest === undefined) return vscode.l10n.t('never synced');
  const older = catalogue.list(tenantId).find(({ info }) => info.id === shown.value.get(tenantId));
  const { info } = older ?? newest;
  const time = localMinute(info.endedAt);
  const when = older ? vscode.l10n.t('an older snapshot, of {0}', time) : vscode.l10n.t('as of {0}', time);
  const told = isComplete(info) ? when : vscode.l10n.t('{0}, incomplete', when);
  return syncs.stateOf(tenantId)?.kind === 'failed' ? vscode.l10n.t('{0}, last sync failed', told) : told;
}

export function nodeTreeItem(item: Pick<SnapshotItem, 'tenantId' | 'node'>): vscode.TreeItem {
  const { node } = item;
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const made = new vscode.TreeItem(node.label, node.children === undefined ? None : Collapsed);
  made.id = idOfNode(item);
  made.description = beside(node.description);
  made.contextValue = contextOf(node.kind, item.tenantId);
  made.iconPath = iconOf(node);
  made.accessibilityInformation = spoken(made, spokenKind(node.kind));
  return made;
}

/** The line below a long list, in whichever view. */
export function moreTreeItem(
  id: string,
  { offset, total }: Pick<MoreItem, 'offset' | 'total'>,
): vscode.TreeItem {
  const label = vscode.l10n.t('Load {0} more of {1}', number(Math.min(PAGE, total - offset)), number(total));
  const made = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  made.id = id;
  made.contextValue = 'more';
  made.accessibilityInformation = spoken(made);
  made.iconPath = new vscode.ThemeIcon('ellipsis');
  return made;
}

/** What the line is called once it has brought them. */
export function openMoreLabel({ offset, total }: MoreItem): string {
  const last = Math.min(offset + PAGE, total);
  return vscode.l10n.t('{0} to {1} of {2}', number(offset + 1), number(last), number(total));
}

/** A line that only says something, in whichever view. */
export function messageTreeItem({
  id,
  text,
  icon,
}: Pick<MessageItem, 'id' | 'text' | 'icon'>): vscode.TreeItem {
  const made = new vscode.TreeItem(text);
  made.id = id;
  made.iconPath = new vscode.ThemeIcon(icon);
  made.tooltip = text;
  made.accessibilityInformation = spoken(made);
  return made;
}

/** What one would look up about a line; names come from the tenant, so nothing in them is a link or an icon. */
export function tooltipOf({
  label,
  subjectId,
  facts,
}: Pick<AccessNode, 'label' | 'subjectId' | 'facts'>): vscode.MarkdownString {
  const lines = [...(facts?.() ?? []), ...(subjectId === undefined ? [] : [['id', subjectId] as const])];
  return new vscode.MarkdownString(
    [`**${inert(label)}**`, '', ...lines.map(([name, value]) => `- ${name}: ${inert(value)}`)].join('\n'),
  );
}
