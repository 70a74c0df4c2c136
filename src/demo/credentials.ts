import { randomBytes } from 'node:crypto';
import type { TenantData } from './data/tenant.ts';
import { MANAGEMENT_API, MANAGEMENT_SCOPE } from './server/authorize.ts';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The secrets of one run: every machine-to-machine application gets one of its own. */
export interface RunCredentials {
  /** The first application that may use the Management API. */
  readonly client: Credentials;
  /** The first one that may not. */
  readonly powerlessClient: Credentials | undefined;
  readonly secrets: ReadonlyMap<string, string>;
}

/** Makes the secrets of one run, random but for the client's where `clientSecret` gives it. */
export function credentialsOf(data: TenantData, clientSecret = randomSecret()): RunCredentials {
  const machines = data.applications.list().filter(({ type }) => type === 'MachineToMachine');
  const able = machines.find(({ id }) => mayManage(data, id));
  if (able === undefined) throw new Error('No application of this tenant may use the Management API.');
  const secrets = new Map(machines.map(({ id }) => [id, id === able.id ? clientSecret : randomSecret()]));
  const powerless = machines.find(({ id }) => !mayManage(data, id));
  return {
    client: { clientId: able.id, clientSecret },
    powerlessClient: powerless && { clientId: powerless.id, clientSecret: secrets.get(powerless.id) ?? '' },
    secrets,
  };
}

export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}

function mayManage(data: TenantData, applicationId: string): boolean {
  const management = data.resources.list().find(({ indicator }) => indicator === MANAGEMENT_API);
  const scope = data.scopes.list().find(({ resourceId, name }) => {
    return resourceId === management?.id && name === MANAGEMENT_SCOPE;
  });
  const roleIds = [...data.applicationRoles.of(applicationId)];
  return scope !== undefined && roleIds.some((roleId) => data.roleScopes.has(roleId, scope.id));
}
