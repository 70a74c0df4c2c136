import * as v from 'valibot';
import * as vscode from 'vscode';
import { parseConsoleUrl } from '../../credentials/console.ts';
import type { TenantProfile } from '../../credentials/tenants.ts';
import { AccessError, type ConnectionField } from '../../errors.ts';
import { choose } from '../ask/choose.ts';
import { cancellably, type Waiting } from '../cancellably.ts';
import { proveConnection, storeTenant, unchanged } from '../tenants/connections.ts';
import type { ArgumentOf, ConnectArgument } from '../contract.ts';
import type { Services } from '../services.ts';
import { askAfterQuestion } from './askForConnection.ts';
import { askText, errorSaying } from './askText.ts';
import type { CommandParts } from './command.ts';
import { draftOf, type Draft } from './connectionDraft.ts';
import { requireTenant } from './disconnectTenant.ts';
import { judgeConsoleUrl } from './openInConsole.ts';
import { pickTenant } from './pick.ts';
import { inform } from '../say.ts';

type EditArgument = ArgumentOf<'logtoAccess.editTenant'>;

/** What can be edited: another base URL or App ID is another tenant. */
type Part = 'name' | 'clientSecret' | 'tokenUrl' | 'resource' | 'consoleUrl';

const text = v.string();

/**
 * Changes what is remembered of a tenant: its name, its App Secret (to rotate it), where it gives tokens, its API
 * resource, or where its Console is. What a connection needs is proved first, and only then stored.
 */
export function editTenantCommand(services: Services): CommandParts<'logtoAccess.editTenant'> {
  return {
    id: 'logtoAccess.editTenant',
    argument: v.object({
      ...{ tenantId: text, name: v.exactOptional(text), clientSecret: v.exactOptional(text) },
      ...{ tokenUrl: v.exactOptional(text), resource: v.exactOptional(text) },
      consoleUrl: v.exactOptional(text),
    }),
    run: (argument) => edit(services, argument),
    ask: async (item) => {
      const known = item?.tenantId === undefined ? undefined : services.tenants.get(item.tenantId);
      const title = vscode.l10n.t('Edit a tenant');
      const tenants = services.tenants.list().filter(({ kind }) => kind !== 'demo');
      const tenant = known ?? (await pickTenant(tenants, title));
      return tenant && ask(services, tenant);
    },
    tell: () => void inform(vscode.l10n.t('The tenant is changed.')),
  };
}

async function edit(services: Services, argument: EditArgument): Promise<{ tenantId: string }> {
  const { tenantId, name, clientSecret, tokenUrl, resource, consoleUrl } = argument;
  const tenant = requireTenant(services, tenantId);
  if (tenant.kind === 'demo')
    throw new AccessError(vscode.l10n.t('The demo tenant cannot be edited.'), { code: 'tenant.demo' });
  if (name?.trim() === '')
    throw new AccessError(vscode.l10n.t('The name is empty.'), { code: 'argument.invalid' });
  const address = consoleUrl === undefined ? undefined : parseConsoleUrl(consoleUrl);
  if ([clientSecret, tokenUrl, resource].some((part) => part !== undefined)) {
    const connection: ConnectArgument = {
      ...draftOf(tenant),
      clientSecret: clientSecret ?? (await readSecret(services, tenant)),
      ...(tokenUrl !== undefined && { tokenUrl }),
      ...(resource !== undefined && { resource }),
    };
    await cancellably(changing(tenant), (signal) => proveConnection(connection, signal));
    await storeTenant(services, connection);
  }
  const now = requireTenant(services, tenantId);
  const named = {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { consoleUrl: address }),
  };
  if (Object.keys(named).length > 0) await services.tenants.save({ ...now, ...named });
  return { tenantId };
}

function readSecret({ vault }: Services, tenant: TenantProfile): Promise<string> {
  return cancellably(changing(tenant), (signal) => vault.read(tenant, signal));
}

function changing(tenant: TenantProfile): Waiting {
  return { title: vscode.l10n.t('Waiting to edit {0}', tenant.name), cancelled: unchanged(tenant) };
}

/** Asks what is to be changed, and then for that; one may go back to change something else. */
async function ask(services: Services, tenant: TenantProfile): Promise<EditArgument | undefined> {
  for (;;) {
    const part = await pickPart(tenant);
    if (part === undefined) return undefined;
    const given =
      part === 'name' || part === 'consoleUrl'
        ? await askForWords(tenant, part)
        : await askForField(services, tenant, part);
    if (given !== 'back') return given;
  }
}

async function askForField(
  services: Services,
  tenant: TenantProfile,
  part: ConnectionField,
): Promise<EditArgument | 'back' | undefined> {
  const known: Draft = { ...draftOf(tenant) };
  if (part !== 'clientSecret') known.clientSecret = await readSecret(services, tenant);
  const { consoleUrl } = tenant;
  const asking = { known, fields: [part], title: titleOf(tenant), consoleUrl };
  const given = await askAfterQuestion(proveConnection, asking);
  if (given === undefined || given === 'back') return given;
  if (given.baseUrl !== tenant.baseUrl || given.clientId !== tenant.clientId)
    throw new AccessError(vscode.l10n.t('Another base URL or App ID is another tenant.'), {
      code: 'tenant.other',
      hint: vscode.l10n.t('Connect it on its own.'),
    });
  const { clientSecret, tokenUrl, resource } = given;
  return {
    tenantId: tenant.id,
    ...(part === 'clientSecret' && { clientSecret }),
    ...(tokenUrl !== undefined && { tokenUrl }),
    ...(resource !== undefined && { resource }),
  };
}

async function pickPart(tenant: TenantProfile): Promise<Part | undefined> {
  const items: (vscode.QuickPickItem & { readonly part: Part })[] = [
    { part: 'name', label: vscode.l10n.t('Name'), description: tenant.name },
    { part: 'clientSecret', label: vscode.l10n.t('App Secret'), description: vscode.l10n.t('rotate it') },
    { part: 'tokenUrl', label: vscode.l10n.t('Token URL'), description: tenant.tokenUrl },
    { part: 'resource', label: vscode.l10n.t('API resource'), description: tenant.resource },
    { part: 'consoleUrl', label: vscode.l10n.t('Console'), description: tenant.consoleUrl ?? '' },
  ];
  const placeHolder = vscode.l10n.t('What is to be changed?');
  return (await choose(items, { title: titleOf(tenant), placeHolder }))?.part;
}

async function askForWords(
  tenant: TenantProfile,
  part: 'name' | 'consoleUrl',
): Promise<EditArgument | 'back' | undefined> {
  const answer = await askText({
    title: titleOf(tenant),
    prompt: part === 'name' ? vscode.l10n.t('How the views call it') : vscode.l10n.t('Where its Console is'),
    value: tenant[part] ?? '',
    judge: (value) => judge(part, value),
    canGoBack: true,
  });
  if (answer?.wentBack === true) return 'back';
  return answer && { tenantId: tenant.id, [part]: answer.value };
}

function judge(part: 'name' | 'consoleUrl', value: string): vscode.InputBoxValidationMessage | undefined {
  if (value === '') return errorSaying(vscode.l10n.t('This is needed.'));
  return part === 'name' ? undefined : judgeConsoleUrl(value);
}

function titleOf({ name }: TenantProfile): string {
  return vscode.l10n.t('Edit {0}', name);
}
