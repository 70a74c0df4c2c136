import * as v from 'valibot';
import * as vscode from 'vscode';
import { tenantIdOf, type TenantProfile } from '../../credentials/tenants.ts';
import { AccessError } from '../../errors.ts';
import { LogtoClient } from '../../logto/client.ts';
import { kindOf, toConnection } from '../../logto/connection.ts';
import { atPage, endpoints } from '../../logto/endpoints.ts';
import type { ConnectArgument } from '../contract.ts';
import type { Services } from '../services.ts';
import { askForConnection } from './askForConnection.ts';
import type { CommandParts } from './command.ts';

const text = v.string();

/** Connects a tenant: proves with a real token and one read that it works, and only then stores anything. */
export function connectTenantCommand(services: Services): CommandParts<'logtoAccess.connectTenant'> {
  /** What the dialog gave, after it had proved it: once is enough. */
  const proven = new WeakSet<ConnectArgument>();
  return {
    id: 'logtoAccess.connectTenant',
    argument: v.object({
      ...{ baseUrl: text, clientId: text, clientSecret: text },
      ...{ name: v.exactOptional(text), tokenUrl: v.exactOptional(text), resource: v.exactOptional(text) },
      allowHttp: v.exactOptional(v.boolean()),
    }),
    run: async (argument) => {
      if (!proven.has(argument)) await proveConnection(argument);
      return store(services, argument);
    },
    ask: async () => {
      const argument = await askForConnection(proveConnection);
      if (argument !== undefined) proven.add(argument);
      return argument;
    },
    tell: ({ tenantId }) =>
      void vscode.commands.executeCommand('logtoAccess.sync', { type: 'tenant', tenantId }),
  };
}

/** Remembers a connection that is known to work. */
async function store(services: Services, argument: ConnectArgument): Promise<{ tenantId: string }> {
  const connection = toConnection(argument);
  const id = tenantIdOf(connection);
  const known = services.tenants.get(id);
  const secretStore = await services.vault.write(id, argument.clientSecret);
  const { baseUrl } = connection;
  const tenant: TenantProfile = {
    ...{ id, ...connection, kind: kindOf(baseUrl), secretStore },
    name: argument.name ?? new URL(baseUrl).host,
  };
  await services.tenants.save(tenant);
  // Connected anew into another store: the old copy must not stay behind.
  if (known && known.secretStore !== secretStore) await services.vault.remove(known, secretStore);
  services.log.info(`Connected ${id}; its secret is in: ${secretStore}`);
  return { tenantId: id };
}

/** Gets a token and reads one page with it; an {@link AccessError} names the field to mend. */
async function proveConnection(argument: ConnectArgument, signal?: AbortSignal): Promise<void> {
  const connection = toConnection(argument);
  if (argument.clientSecret === '') {
    throw new AccessError('The App Secret is empty.', {
      field: 'clientSecret',
      code: 'connection.invalid',
      hint: 'Copy it from the application in Logto Console.',
    });
  }
  const client = new LogtoClient(connection, argument.clientSecret, { retry: { attempts: 2 } });
  try {
    await client.probe(atPage(endpoints.organizations(), 1), signal);
  } finally {
    client.close();
  }
}
