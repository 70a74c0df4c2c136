import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import { isComplete } from '../../snapshot/lacks/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import type { SyncProgress } from '../../sync/source.ts';
import { brief, count } from '../../words.ts';
import type { Accepted } from '../snapshots/accepted.ts';
import { withoutIcons } from '../ask/plainText.ts';
import type { Services } from '../services.ts';
import { progressText } from '../syncs/progressText.ts';
import type { SyncState } from '../syncs/syncs.ts';
import { statusTooltip } from './statusTooltip.ts';

/** So much of a name leaves room for the other items, of which VS Code cuts none. */
const MOST_LETTERS = 40;

/** Fills the item of the status bar: how a running sync goes, or what the last one found. Hidden where no tenant is. */
export function registerStatusBar(
  context: vscode.ExtensionContext,
  services: Services,
  item: vscode.StatusBarItem,
): void {
  let last: string | undefined;
  const showLast = (): void => show(item, services, last);
  context.subscriptions.push(
    services.tenants.onDidChange(showLast),
    services.shown.onDidChange(showLast),
    services.syncs.onDidChange((tenantId) => {
      last = tenantId;
      showLast();
    }),
  );
  showLast();
}

function show(item: vscode.StatusBarItem, services: Services, last: string | undefined): void {
  const tenant = tenantToShow(services, last);
  if (tenant === undefined) {
    item.hide();
    return;
  }
  const state = services.syncs.stateOf(tenant.id);
  item.text = textOf(services, tenant, state);
  if (state?.kind !== 'running' || state.progress === undefined) item.tooltip = statusTooltip(services); // not for each page
  item.show();
}

/** The tenant that was synced last; at first one of which that failed, or else any. */
function tenantToShow({ tenants, syncs }: Services, last: string | undefined): TenantProfile | undefined {
  const all = tenants.list();
  return (
    all.find(({ id }) => id === last) ?? all.find(({ id }) => syncs.stateOf(id)?.kind === 'failed') ?? all[0]
  );
}

function textOf(
  { catalogue, accepted }: Services,
  tenant: TenantProfile,
  state: SyncState | undefined,
): string {
  const name = withoutIcons(brief(tenant.name, MOST_LETTERS));
  if (state?.kind === 'running') return `$(sync~spin) ${name}: ${shortProgress(state.progress)}`;
  if (state?.kind === 'failed') return `$(error) ${name}: ${vscode.l10n.t('sync failed')}`;
  const info = state?.kind === 'done' ? state.info : catalogue.list(tenant.id)[0]?.info;
  if (info === undefined) return `$(organization) ${name}: ${vscode.l10n.t('never synced')}`;
  return `$(${isSound(info, accepted) ? 'check' : 'warning'}) ${name}: ${shortResult(info, accepted)}`;
}

function isSound(info: SnapshotInfo, accepted: Accepted): boolean {
  return isComplete(info) && accepted.has(info);
}

function shortResult(info: SnapshotInfo, accepted: Accepted): string {
  if (!accepted.has(info)) return vscode.l10n.t('much less than before');
  if (!isComplete(info)) return vscode.l10n.t('incomplete');
  return count(info.counts.memberships, 'membership');
}

/** How far it is with what takes the longest just now. */
function shortProgress(progress: SyncProgress | undefined): string {
  if (progress === undefined) return progressText();
  const { organizations, users, waits } = progress;
  const isPastUsers = organizations.total > 0 && users.done >= users.total;
  return progressText({ ...(isPastUsers ? { organizations } : { users }), waits });
}
