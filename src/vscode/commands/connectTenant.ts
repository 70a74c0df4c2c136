import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ConnectArgument } from '../contract.ts';
import { proveConnection, storeTenant } from '../tenants/connections.ts';
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
      return storeTenant(services, argument);
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
