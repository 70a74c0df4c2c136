import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import { resultLine } from '../syncs/resultText.ts';
import type { Services } from '../services.ts';
import { capitalized } from '../../words.ts';
import { whichOf } from '../tenants/whichTenant.ts';
import { describeTenant } from '../views/accessTreeItems.ts';
import { inert } from '../views/inert.ts';

/** All that a link of the tooltip may do. */
const COMMANDS = ['logtoAccess.sync', 'logtoAccess.cancelSync', 'logtoAccess.showLog'] as const;

/** Of how many tenants it tells: more would fill the screen. */
const MOST_TENANTS = 5;
/** What one wants to know first. */
const URGENCY = ['failed', 'running', 'cancelled', 'done', undefined] as const;

/** How tenants stand, each with what one would do about it; where there are many, the most urgent ones. */
export function statusTooltip(services: Services): vscode.MarkdownString {
  const all = services.tenants.list();
  const rank = ({ id }: TenantProfile): number => URGENCY.indexOf(services.syncs.stateOf(id)?.kind);
  const shown = [...all].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_TENANTS);
  const paragraphs = shown.map((tenant) => paragraph(services, tenant, whichOf(tenant, all)));
  if (all.length > MOST_TENANTS)
    paragraphs.push(vscode.l10n.t('{0} more in the Access view', all.length - MOST_TENANTS));
  const log = link(vscode.l10n.t('Show Log'), 'logtoAccess.showLog');
  const tooltip = new vscode.MarkdownString([...paragraphs, log].join('\n\n'));
  tooltip.isTrusted = { enabledCommands: COMMANDS };
  return tooltip;
}

function paragraph(services: Services, { id, name }: TenantProfile, which: string): string {
  const line = { type: 'tenant', tenantId: id };
  const action =
    services.syncs.stateOf(id)?.kind === 'running'
      ? link(vscode.l10n.t('Cancel'), 'logtoAccess.cancelSync', line)
      : link(vscode.l10n.t('Sync'), 'logtoAccess.sync', line);
  const where = which === '' ? '' : ` ${inert(which)}`;
  return `**${inert(name)}**${where} · ${action}  \n${inert(standing(services, id))}`;
}

function standing(services: Services, tenantId: string): string {
  const state = services.syncs.stateOf(tenantId);
  if (state?.kind === 'failed') return state.message;
  return capitalized(state?.kind === 'done' ? resultLine(state.info) : describeTenant(services, tenantId));
}

function link(label: string, command: (typeof COMMANDS)[number], ...args: readonly object[]): string {
  const query = args.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(args))}`;
  return `[${label}](command:${command}${query})`;
}
