import * as vscode from 'vscode';
import { readTenantFacts, writeTenantFacts } from '../../credentials/tenantFacts.ts';
import { count } from '../../words.ts';
import { proveConnection, storeTenant } from '../connections.ts';
import type { Services } from '../services.ts';
import { askForConnection } from './askForConnection.ts';
import { viewCommands, type ViewItem } from './command.ts';
import { requireTenant } from './disconnectTenant.ts';
import { inform } from '../say.ts';

/** Commands for whoever has many tenants, or a team: another application of one, and a file of all of them. */
export function registerTenantCommands(services: Services): void {
  const register = viewCommands(services);
  register('duplicateTenant', (item: ViewItem) => duplicate(services, item));
  register('exportTenants', () => exportTenants(services));
  register('importTenants', () => importTenants(services));
}

/** Connects the same Logto with another application: its addresses need not be typed again. */
async function duplicate(services: Services, item: ViewItem): Promise<void> {
  const { baseUrl, tokenUrl, resource, consoleUrl } = requireTenant(services, item.tenantId ?? '');
  const known = { baseUrl, tokenUrl, resource, allowHttp: baseUrl.startsWith('http:') };
  const fields = ['clientId', 'clientSecret'] as const;
  const argument = await askForConnection(proveConnection, { known, fields, consoleUrl });
  if (argument === undefined) return;
  const { tenantId } = await storeTenant(services, argument);
  await vscode.commands.executeCommand('logtoAccess.sync', { type: 'tenant', tenantId });
}

const FILTERS = { JSON: ['json'] };

async function exportTenants({ tenants }: Services): Promise<void> {
  const title = vscode.l10n.t('Export the tenants, without their App Secrets');
  const uri = await vscode.window.showSaveDialog({ title, filters: FILTERS });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(writeTenantFacts(tenants.list())));
  void inform(vscode.l10n.t('The facts of all tenants are in the file; their App Secrets are not.'));
}

/** Adds the tenants of a file; one that is connected already stays as it is. */
async function importTenants({ tenants }: Services): Promise<void> {
  const title = vscode.l10n.t('Import tenants');
  const [uri] = (await vscode.window.showOpenDialog({ title, filters: FILTERS })) ?? [];
  if (uri === undefined) return;
  const found = readTenantFacts(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  const fresh = found.filter(({ id }) => tenants.get(id) === undefined);
  for (const tenant of fresh) await tenants.save(tenant);
  const known = found.length - fresh.length;
  const said = [
    vscode.l10n.t('{0} added.', count(fresh.length, 'tenant')),
    ...(known > 0 ? [vscode.l10n.t('{0} was connected already.', count(known, 'tenant'))] : []),
    ...(fresh.length > 0 ? [vscode.l10n.t('Give each its App Secret with "Edit Tenant".')] : []),
  ];
  void inform(said.join(' '));
}
