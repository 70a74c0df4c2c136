import { tenantIdOf, type TenantProfile } from '../credentials/tenants.ts';
import { AccessError } from '../errors.ts';
import { kindOf, toConnection } from '../logto/connection.ts';
import { atPage, endpoints } from '../logto/endpoints.ts';
import type { ConnectArgument } from './contract.ts';
import type { Services } from './services.ts';
import { newClient } from './tenantAccess.ts';

/** Remembers a connection that is known to work; of a tenant that is connected already, what is not given stays. */
export function storeTenant(services: Services, argument: ConnectArgument): Promise<{ tenantId: string }> {
  return services.secretChange(() => store(services, argument));
}

async function store(services: Services, argument: ConnectArgument): Promise<{ tenantId: string }> {
  const connection = toConnection(argument);
  const id = tenantIdOf(connection);
  const known = services.tenants.get(id);
  const secretStore = await services.vault.write(id, argument.clientSecret);
  const { baseUrl } = connection;
  const tenant: TenantProfile = {
    ...{ id, ...connection, kind: kindOf(baseUrl), secretStore },
    name: argument.name ?? known?.name ?? new URL(baseUrl).host,
    ...(known?.consoleUrl !== undefined && { consoleUrl: known.consoleUrl }),
  };
  await services.tenants.save(tenant);
  // Connected anew into another store, or after an earlier fallback: an old copy must not stay behind.
  const before = known?.secretStore ?? secretStore;
  if (before !== secretStore || secretStore === 'keychain')
    await services.vault.remove({ ...tenant, secretStore: before }, secretStore);
  services.log.info(`Connected ${id}; its secret is in: ${secretStore}`);
  return { tenantId: id };
}

/** Gets a token and reads one page with it; an {@link AccessError} names the field to mend. */
export async function proveConnection(argument: ConnectArgument, signal?: AbortSignal): Promise<void> {
  const connection = toConnection(argument);
  if (argument.clientSecret === '') {
    throw new AccessError('The App Secret is empty.', {
      field: 'clientSecret',
      code: 'connection.invalid',
      hint: 'Copy it from the application in Logto Console.',
    });
  }
  const client = await newClient(connection, argument.clientSecret, { retry: { attempts: 2 } });
  try {
    await client.probe(atPage(endpoints.organizations(), 1), signal);
  } finally {
    client.close();
  }
}
