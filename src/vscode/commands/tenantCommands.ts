import * as vscode from 'vscode';
import { readTenantFacts, writeTenantFacts, type LeftOut } from '../../credentials/tenantFacts.ts';
import { count, textOf } from '../../words.ts';
import { proveConnection, storeTenant } from '../tenants/connections.ts';
import type { Services } from '../services.ts';
import { askForConnection } from './askForConnection.ts';
import { viewCommands, type ViewItem } from './command.ts';
import { requireTenant } from './disconnectTenant.ts';
import { explain, inform, warn } from '../say.ts';

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

/** How many tenants that are left out a message tells of. */
const MOST_TOLD = 3;

/** Adds the tenants of a file that can be used; one that is connected already stays as it is. */
async function importTenants({ tenants, log }: Services): Promise<void> {
  const title = vscode.l10n.t('Import tenants');
  const [uri] = (await vscode.window.showOpenDialog({ title, filters: FILTERS })) ?? [];
  if (uri === undefined) return;
  const file = textOf(await vscode.workspace.fs.readFile(uri));
  const { tenants: found, leftOut } = readTenantFacts(file);
  const fresh = found.filter(({ id }) => tenants.get(id) === undefined);
  for (const tenant of fresh) await tenants.save(tenant);
  const known = found.length - fresh.length;
  const said = [
    vscode.l10n.t('{0} added.', count(fresh.length, 'tenant')),
    ...(known > 0 ? [vscode.l10n.t('{0} was connected already.', count(known, 'tenant'))] : []),
    ...(fresh.length > 0 ? [vscode.l10n.t('Give each its App Secret with "Edit Tenant".')] : []),
    ...leftOut.slice(0, MOST_TOLD).map(leftOutText),
    ...(leftOut.length > MOST_TOLD ? [vscode.l10n.t('More were left out: see the log.')] : []),
  ];
  for (const one of leftOut) log.warn(leftOutText(one));
  void (leftOut.length > 0 ? warn : inform)(said.join(' '));
}

function leftOutText({ name, why }: LeftOut): string {
  return vscode.l10n.t('{0} was left out: {1}', name, explain(why));
}
