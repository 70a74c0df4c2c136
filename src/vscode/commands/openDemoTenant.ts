import * as v from 'valibot';
import * as vscode from 'vscode';
import { DEMO_ID, type TenantProfile } from '../../credentials/tenants.ts';
import type { Services } from '../services.ts';
import type { CommandParts } from './command.ts';

/** The demo needs no connection: it is started for every sync, with credentials of its own. */
const DEMO: TenantProfile = {
  ...{ id: DEMO_ID, name: 'Demo tenant', kind: 'demo', secretStore: 'none' },
  ...{
    baseUrl: 'http://127.0.0.1',
    tokenUrl: 'http://127.0.0.1/oidc/token',
    resource: 'https://default.logto.app/api',
    clientId: 'demo',
  },
};

/** Adds the embedded tenant with made-up people. */
export function openDemoTenantCommand({ tenants }: Services): CommandParts<'logtoAccess.openDemoTenant'> {
  return {
    id: 'logtoAccess.openDemoTenant',
    argument: v.record(v.string(), v.never()),
    run: async () => {
      await tenants.save(DEMO);
      return { tenantId: DEMO.id };
    },
    ask: () => Promise.resolve({}),
    tell: ({ tenantId }) =>
      void vscode.commands.executeCommand('logtoAccess.sync', { type: 'tenant', tenantId }),
  };
}
