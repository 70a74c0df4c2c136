import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import type { StoredSnapshot } from '../../snapshot/catalogue.ts';
import { isComplete } from '../../snapshot/holes.ts';
import { count } from '../../words.ts';
import { localMinute } from '../localTime.ts';
import type { Services } from '../services.ts';

/** Lets a person choose a tenant; asks nothing where there is one only. */
export async function pickTenant(
  tenants: readonly TenantProfile[],
  title: string,
): Promise<TenantProfile | undefined> {
  if (tenants.length === 0)
    void vscode.window.showInformationMessage(vscode.l10n.t('Connect a tenant first.'));
  if (tenants.length <= 1) return tenants[0];
  const items = tenants.map((tenant) => ({ label: tenant.name, description: tenant.baseUrl, tenant }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('Which tenant?') }))
    ?.tenant;
}

/** Lets a person choose one of all tenants' snapshots, newest first. */
export async function pickSnapshot(
  { tenants, catalogue }: Services,
  options: { readonly title: string; readonly placeHolder: string; readonly except?: string },
): Promise<StoredSnapshot | undefined> {
  const stored = tenants.list().flatMap(({ id }) => catalogue.list(id));
  const items = stored.filter(({ info }) => info.id !== options.except).map(toPick);
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no snapshot to choose. Sync a tenant first.'),
    );
    return undefined;
  }
  return (await vscode.window.showQuickPick(items, { ...options, matchOnDescription: true }))?.stored;
}

function toPick(stored: StoredSnapshot): vscode.QuickPickItem & { readonly stored: StoredSnapshot } {
  const { tenantName, endedAt, counts } = stored.info;
  const incomplete = isComplete(stored.info) ? '' : `${vscode.l10n.t('incomplete')}, `;
  const detail = `${incomplete}${count(counts.users, 'user')}, ${count(counts.organizations, 'organization')}, ${count(counts.memberships, 'membership')}`;
  return { label: localMinute(endedAt), description: tenantName, detail, stored };
}
