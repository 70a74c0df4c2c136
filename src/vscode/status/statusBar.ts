import * as vscode from 'vscode';
import { isComplete } from '../../snapshot/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import type { SyncProgress } from '../../sync/source.ts';
import { count, number } from '../../words.ts';
import type { Accepted } from '../accepted.ts';
import { withoutIcons } from '../ask/plainText.ts';
import { VIEWS } from '../contract.ts';
import type { Services } from '../services.ts';
import type { SyncState } from '../syncs.ts';
import { statusTooltip } from './statusTooltip.ts';

const MOST_LETTERS = 40;

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

function show(item: vscode.StatusBarItem, services: Services, tenantId: string): void {
  const { tenants, syncs, accepted } = services;
  const tenant = tenants.get(tenantId);
  const state = tenant && syncs.stateOf(tenantId);
  if (state === undefined || state.kind === 'cancelled') {
    item.hide();
    return;
  }
  item.text = textOf(state, withoutIcons(brief(tenant?.name ?? '')), accepted);
  if (state.kind !== 'running' || state.progress === undefined) item.tooltip = statusTooltip(services); // not for each page
  item.show();
}

/** As much of a name as leaves room for the other items, of which VS Code cuts none. */
function brief(name: string): string {
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  return letters.length <= MOST_LETTERS ? name : `${letters.slice(0, MOST_LETTERS - 1).join('')}…`;
}

function textOf(
  state: Exclude<SyncState, { readonly kind: 'cancelled' }>,
  name: string,
  accepted: Accepted,
): string {
  if (state.kind === 'running') return `$(sync~spin) ${name}: ${shortProgress(state.progress)}`;
  if (state.kind === 'failed') return `$(error) ${name}: ${vscode.l10n.t('sync failed')}`;
  const icon = isSound(state.info, accepted) ? 'check' : 'warning';
  return `$(${icon}) ${name}: ${shortResult(state.info, accepted)}`;
}

function isSound(info: SnapshotInfo, accepted: Accepted): boolean {
  return isComplete(info) && accepted.has(info);
}

function shortResult(info: SnapshotInfo, accepted: Accepted): string {
  if (!accepted.has(info)) return vscode.l10n.t('much less than before');
  if (!isComplete(info)) return vscode.l10n.t('incomplete');
  return count(info.counts.memberships, 'membership');
}

function shortProgress(progress: SyncProgress | undefined): string {
  if (progress === undefined) return vscode.l10n.t('connecting …');
  const { organizations, users } = progress;
  const part = organizations.total > 0 && users.done >= users.total ? organizations : users;
  const what = part === organizations ? vscode.l10n.t('organizations') : vscode.l10n.t('users');
  return `${what} ${number(part.done)}/${number(part.total)}`;
}
