import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import { resultLine } from '../resultText.ts';
import type { Services } from '../services.ts';
import { describeTenant } from '../views/accessTreeItems.ts';
import { inert } from '../views/inert.ts';

/** All that a link of the tooltip may do. */
const COMMANDS = ['logtoAccess.sync', 'logtoAccess.cancelSync', 'logtoAccess.showLog'] as const;

/** How every tenant stands, each with what one would do about it. */
export function statusTooltip(services: Services): vscode.MarkdownString {
  const tenants = services.tenants.list().map((tenant) => paragraph(services, tenant));
  const log = link(vscode.l10n.t('Show Log'), 'logtoAccess.showLog');
  const tooltip = new vscode.MarkdownString([...tenants, log].join('\n\n'));
  tooltip.isTrusted = { enabledCommands: COMMANDS };
  return tooltip;
}

function paragraph(services: Services, { id, name }: TenantProfile): string {
  const line = { type: 'tenant', tenantId: id };
  const action =
    services.syncs.stateOf(id)?.kind === 'running'
      ? link(vscode.l10n.t('Cancel'), 'logtoAccess.cancelSync', line)
      : link(vscode.l10n.t('Sync'), 'logtoAccess.sync', line);
  return `**${inert(name)}** · ${action}  \n${inert(standing(services, id))}`;
}

function standing(services: Services, tenantId: string): string {
  const state = services.syncs.stateOf(tenantId);
  if (state?.kind === 'failed') return state.message;
  return state?.kind === 'done' ? resultLine(state.info) : describeTenant(services, tenantId);
}

function link(label: string, command: (typeof COMMANDS)[number], ...args: readonly object[]): string {
  const query = args.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(args))}`;
  return `[${label}](command:${command}${query})`;
}
