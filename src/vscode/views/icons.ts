import * as vscode from 'vscode';
import type { AccessNode, NodeKind } from '../../access/nodes/node.ts';

const ICONS: Record<NodeKind, string> = {
  organizations: 'briefcase',
  users: 'organization',
  organizationRoles: 'shield',
  globalRoles: 'globe',
  applications: 'server-process',
  roles: 'shield',
  members: 'organization',
  invitations: 'mail',
  permissions: 'key',
  holders: 'organization',
  organization: 'briefcase',
  user: 'account',
  role: 'shield',
  permission: 'key',
  application: 'server-process',
  invitation: 'mail',
  fact: 'info',
  nothing: 'info',
};

const GROUPS: ReadonlySet<NodeKind> = new Set([
  ...(['organizations', 'users', 'organizationRoles', 'globalRoles', 'applications'] as const),
  ...(['roles', 'members', 'invitations', 'permissions', 'holders'] as const),
]);

/** A themed icon for a node; a warning colours it, and says so to a screen reader by the item's label. */
export function iconOf({ kind, warning }: AccessNode): vscode.ThemeIcon | undefined {
  if (kind === 'nothing') return undefined;
  if (warning === 'suspended')
    return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(ICONS[kind]);
}

/** What a node's kind is called, for a screen reader. */
export function spokenKind(kind: NodeKind): string {
  return GROUPS.has(kind) ? vscode.l10n.t('group') : kind === 'nothing' || kind === 'fact' ? '' : kind;
}
