import * as vscode from 'vscode';
import { tenantIdOf, type TenantProfile } from '../../credentials/tenants.ts';
import { AccessError } from '../../errors.ts';
import { sentence } from '../../sentence.ts';
import { kindOf, toConnection, type Connection } from '../../logto/connection.ts';
import { atPage, endpoints } from '../../logto/endpoints.ts';
import type { Waiting } from '../cancellably.ts';
import type { ConnectArgument } from '../contract.ts';
import type { Services } from '../services.ts';
import { newClient } from './tenantAccess.ts';

/** Remembers a connection that is known to work; of a tenant that is connected already, what is not given stays. */
export function storeTenant(services: Services, argument: ConnectArgument): Promise<{ tenantId: string }> {
  const connection = toConnection(argument);
  const known = services.tenants.get(tenantIdOf(connection));
  const name = argument.name ?? known?.name ?? new URL(connection.baseUrl).host;
  const title = vscode.l10n.t('Waiting to keep the App Secret of {0}', name);
  const cancelled = known === undefined ? notConnected(name) : unchanged(known);
  return services.secretChanges.run({ title, cancelled }, (signal) =>
    store(services, { name, connection, clientSecret: argument.clientSecret }, signal),
  );
}

/** What is to be remembered of a tenant. */
interface Proved {
  readonly name: string;
  readonly connection: Connection;
  readonly clientSecret: string;
}

async function store(
  services: Services,
  { name, connection, clientSecret }: Proved,
  signal: AbortSignal,
): Promise<{ tenantId: string }> {
  const id = tenantIdOf(connection);
  const known = services.tenants.get(id);
  if (known !== undefined) await services.vault.unlock(known, signal);
  const secretStore = await services.vault.write(id, clientSecret, signal);
  const tenant: TenantProfile = {
    ...{ id, name, ...connection, kind: kindOf(connection), secretStore },
    ...(known?.consoleUrl !== undefined && { consoleUrl: known.consoleUrl }),
  };
  await services.tenants.save(tenant);
  // Connected anew into another store, or after an earlier fallback: an old copy must not stay behind.
  const before = known?.secretStore ?? secretStore;
  if (before !== secretStore || secretStore === 'keychain')
    await services.vault.remove({ ...tenant, secretStore: before }, secretStore, signal);
  services.log.info(`Connected ${id}; its secret is in: ${secretStore}`);
  return { tenantId: id };
}

function notConnected(name: string): Waiting['cancelled'] {
  return [
    vscode.l10n.t('{0} is not connected, and its App Secret is not kept.', name),
    vscode.l10n.t('Connect it again, and answer the keychain where it asks for its password.'),
  ];
}

/** What is so where an edit of a tenant was cancelled. */
export function unchanged({ name }: TenantProfile): Waiting['cancelled'] {
  return [
    vscode.l10n.t('{0} is as it was.', name),
    vscode.l10n.t('Edit it again, and answer the keychain where it asks for its password.'),
  ];
}

/** Gets a token and reads one page with it; an {@link AccessError} names the field to mend. */
export async function proveConnection(argument: ConnectArgument, signal?: AbortSignal): Promise<void> {
  const connection = toConnection(argument);
  if (argument.clientSecret === '') {
    throw new AccessError(sentence`The App Secret is empty.`, {
      field: 'clientSecret',
      code: 'connection.invalid',
      hint: sentence`Copy it from the application in Logto Console.`,
    });
  }
  const client = await newClient(connection, argument.clientSecret, { retry: { attempts: 2 } });
  try {
    await client.probe(atPage(endpoints.organizations(), 1), signal);
  } finally {
    client.close();
  }
}
