import * as vscode from 'vscode';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import type { Accepted } from '../accepted.ts';
import { withoutIcons } from '../ask/plainText.ts';
import { VIEWS } from '../contract.ts';
import { progressText } from '../progressText.ts';
import { resultLine } from '../resultText.ts';
import type { Services } from '../services.ts';
import { isComplete } from '../../snapshot/holes.ts';
import { count, number } from '../../words.ts';

/** One item: how a running sync goes, or what the last one found. Hidden until there is something to say. */
export function registerStatusBar(context: vscode.ExtensionContext, services: Services): void {
  const item = vscode.window.createStatusBarItem('logtoAccess.status', vscode.StatusBarAlignment.Left);
  item.name = 'Logto Access';
  item.command = `${VIEWS.access}.focus`;
  let last: string | undefined;
  const showLast = (): void => {
    if (last !== undefined) show(item, services, last);
  };
  context.subscriptions.push(
    item,
    services.tenants.onDidChange(showLast),
    services.shown.onDidChange(showLast),
    services.syncs.onDidChange((tenantId) => {
      last = tenantId;
      showLast();
    }),
  );
}

function show(item: vscode.StatusBarItem, { tenants, syncs, accepted }: Services, tenantId: string): void {
  const tenant = tenants.get(tenantId);
  const state = tenant && syncs.stateOf(tenantId);
  const name = tenant?.name ?? '';
  const inText = withoutIcons(name);
  switch (state?.kind) {
    case 'running':
      item.text = `$(sync~spin) ${inText}: ${shortProgress(state.progress)}`;
      item.tooltip = runningTooltip(name, progressText(state.progress));
      break;
    case 'done':
      item.text = `$(${isSound(state.info, accepted) ? 'check' : 'warning'}) ${inText}: ${shortResult(state.info, accepted)}`;
      item.tooltip = `${name}: ${resultLine(state.info)}`;
      break;
    case 'failed':
      item.text = `$(error) ${inText}: ${vscode.l10n.t('sync failed')}`;
      item.tooltip = state.message;
      break;
    case 'cancelled':
    case undefined:
      item.hide();
      return;
  }
  item.show();
}

function isSound(info: SnapshotInfo, accepted: Accepted): boolean {
  return isComplete(info) && accepted.has(info);
}

function shortResult(info: SnapshotInfo, accepted: Accepted): string {
  if (!accepted.has(info)) return vscode.l10n.t('much less than before');
  if (!isComplete(info)) return vscode.l10n.t('incomplete');
  return count(info.counts.memberships, 'membership');
}

function shortProgress(progress: Parameters<typeof progressText>[0]): string {
  if (progress === undefined) return vscode.l10n.t('connecting …');
  const { organizations, users } = progress;
  const part = organizations.total > 0 && users.done >= users.total ? organizations : users;
  const what = part === organizations ? vscode.l10n.t('organizations') : vscode.l10n.t('users');
  return `${what} ${number(part.done)}/${number(part.total)}`;
}

function runningTooltip(name: string, progress: string): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = { enabledCommands: ['logtoAccess.cancelSync'] };
  tooltip.appendText(`${vscode.l10n.t('Syncing {0}', name)}: ${progress}`);
  tooltip.appendMarkdown(`\n\n[${vscode.l10n.t('Cancel')}](command:logtoAccess.cancelSync)`);
  return tooltip;
}
