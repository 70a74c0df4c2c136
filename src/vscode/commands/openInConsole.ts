import * as vscode from 'vscode';
import {
  cloudConsoleOf,
  CONSOLE_KINDS,
  consolePage,
  consolePageOf,
  parseConsoleUrl,
  type ConsoleThing,
} from '../../credentials/console.ts';
import type { TenantProfile } from '../../credentials/tenants.ts';
import { type ConnectionField } from '../../errors.ts';
import { snapshotOfItem, thingOfKind, type ThingItem } from '../ask/thing.ts';
import type { Services } from '../services.ts';
import { explain, inform } from '../say.ts';
import { askText, errorSaying } from './askText.ts';

/** Opens the page of a line in the tenant's own Logto Console; asks once where that is, if it cannot be known. */
export async function openInConsole(services: Services, item: ThingItem): Promise<void> {
  const snapshot = snapshotOfItem(services, item);
  const thing: ConsoleThing | undefined = snapshot && (thingOfKind(item, CONSOLE_KINDS) ?? listOf(item));
  const tenant = tenantOf(services, item, snapshot?.info.tenantId);
  if (tenant?.kind === 'demo') {
    tell(vscode.l10n.t('The demo tenant has no Console.'));
    return;
  }
  const consoleUrl =
    tenant === undefined
      ? cloudConsoleOf({ baseUrl: snapshot?.info.baseUrl ?? '' })
      : await consoleOf(services, tenant);
  if (consoleUrl !== undefined)
    await vscode.env.openExternal(vscode.Uri.parse(consolePage(consoleUrl, thing), true));
  else if (tenant === undefined)
    tell(vscode.l10n.t('Connect the tenant that this file is of, to open it in its Console.'));
}

/** Fields of a connection that have a page in the Console. */
const MENDED_IN_CONSOLE: readonly ConnectionField[] = ['clientId', 'clientSecret', 'resource'];

/** Whether a tenant has a page in its Console where a field of its connection is mended. */
export function isMendedInConsole(
  { kind }: TenantProfile,
  field: ConnectionField | undefined,
): field is ConnectionField {
  return kind !== 'demo' && field !== undefined && MENDED_IN_CONSOLE.includes(field);
}

/** Opens the page of a tenant's Console where a field of its connection is mended. */
export async function openToMend(
  services: Services,
  tenant: TenantProfile,
  field: ConnectionField,
): Promise<void> {
  const consoleUrl = await consoleOf(services, tenant);
  if (consoleUrl === undefined) return;
  const page = consolePageOf(consoleUrl, field, tenant.clientId);
  await vscode.env.openExternal(vscode.Uri.parse(page, true));
}

/** The list that a line of the Access view shows. */
function listOf({ node }: ThingItem): ConsoleThing | undefined {
  const kind = CONSOLE_KINDS.find((one) => `${one}s` === node?.kind);
  return kind && { kind };
}

function tenantOf(
  { tenants }: Services,
  { tenantId }: ThingItem,
  ofSnapshot: string | undefined,
): TenantProfile | undefined {
  return tenants.get(tenantId ?? '') ?? tenants.get(ofSnapshot ?? '');
}

async function consoleOf(services: Services, tenant: TenantProfile): Promise<string | undefined> {
  return tenant.consoleUrl ?? cloudConsoleOf(tenant) ?? askForConsole(services, tenant);
}

async function askForConsole(services: Services, tenant: TenantProfile): Promise<string | undefined> {
  const given = await askText({
    title: vscode.l10n.t('Open in Logto Console'),
    prompt: vscode.l10n.t('Where is the Console of {0}? This is asked once.', tenant.name),
    placeholder: 'https://admin.example.com/console',
    value: '',
    judge: judgeConsoleUrl,
  });
  if (given === undefined) return undefined;
  const consoleUrl = parseConsoleUrl(given.value);
  await services.tenants.save({ ...tenant, consoleUrl });
  return consoleUrl;
}

/** What is to be said of the address of a Console, as one types. */
export function judgeConsoleUrl(value: string): vscode.InputBoxValidationMessage | undefined {
  try {
    parseConsoleUrl(value);
    return undefined;
  } catch (error) {
    return errorSaying(explain(error));
  }
}

function tell(message: string): void {
  void inform(message);
}
