import * as vscode from 'vscode';
import type { AccessNode, NodeKind } from '../../access/nodes/node.ts';

/** Codicons by what a line shows. */
export const ICONS: Readonly<Record<NodeKind, string>> = {
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
  group: 'list-tree',
  organization: 'briefcase',
  user: 'account',
  organizationRole: 'shield',
  globalRole: 'globe',
  permission: 'key',
  application: 'server-process',
  invitation: 'mail',
  fact: 'info',
  facts: 'list-unordered',
  nothing: 'info',
};

const GROUPS: ReadonlySet<NodeKind> = new Set([
  ...(['organizations', 'users', 'organizationRoles', 'globalRoles', 'applications'] as const),
  ...(['roles', 'members', 'invitations', 'permissions', 'holders', 'group', 'facts'] as const),
]);

/** A themed icon for a node; a warning colours it, and says so to a screen reader by the item's label. */
export function iconOf({ kind, warning }: AccessNode): vscode.ThemeIcon {
  if (warning === 'suspended')
    return new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(ICONS[kind]);
}

/** The kinds of single things, in the person's language. */
const SPOKEN: Readonly<Partial<Record<NodeKind, () => string>>> = {
  organization: () => vscode.l10n.t('organization'),
  user: () => vscode.l10n.t('user'),
  organizationRole: () => vscode.l10n.t('organization role'),
  globalRole: () => vscode.l10n.t('global role'),
  permission: () => vscode.l10n.t('permission'),
  application: () => vscode.l10n.t('application'),
  invitation: () => vscode.l10n.t('invitation'),
};

/** What a node's kind is called, for a screen reader. */
export function spokenKind(kind: NodeKind): string {
  return GROUPS.has(kind) ? vscode.l10n.t('group') : (SPOKEN[kind]?.() ?? '');
}
