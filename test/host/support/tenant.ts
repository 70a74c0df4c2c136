import { startDemoTenant, type DemoTenant, type DemoTenantOptions } from '../../../src/demo/start.ts';
import { run } from './extension.ts';

/** An embedded tenant that the extension is connected to as to any Logto. */
export interface ConnectedTenant {
  readonly tenant: DemoTenant;
  readonly tenantId: string;
}

/** Starts a tenant and connects it; {@link disconnect} undoes both. */
export async function connect(options: DemoTenantOptions = {}): Promise<ConnectedTenant> {
  const tenant = await startDemoTenant({ seed: 7, ...options });
  const { baseUrl, clientId, clientSecret } = tenant;
  const { tenantId } = await run('logtoAccess.connectTenant', {
    baseUrl,
    clientId,
    clientSecret,
    name: 'Acme',
  });
  return { tenant, tenantId };
}

export async function disconnect({ tenant, tenantId }: ConnectedTenant): Promise<void> {
  await run('logtoAccess.disconnectTenant', { tenantId });
  await tenant.close();
}
