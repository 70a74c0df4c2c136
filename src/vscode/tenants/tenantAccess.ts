import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import type { Vault } from '../../credentials/vault.ts';
import type { ClientOptions, LogtoClient } from '../../logto/client.ts';
import type { Connection } from '../../logto/connection.ts';
import type { Turns } from '../../logto/pacer.ts';
import type { Catalogue } from '../../snapshot/store/catalogue.ts';

/** The demo is the same for everybody, so that what is written about it can be found in it. */
const DEMO_SEED = 1;

/** A client that is ready to read a tenant; closing it frees what it needed. */
export interface OpenTenant {
  readonly client: LogtoClient;
  close(): Promise<void>;
}

/** Opens tenants for reading: real ones with the secret from its store, the demo by starting it. */
export class TenantAccess {
  readonly #vault: Vault;
  readonly #catalogue: Catalogue;
  /** By tenant id: its connection may be tested while it is synced. */
  readonly #turns = new Map<string, Turns>();

  constructor(vault: Vault, catalogue: Catalogue) {
    this.#vault = vault;
    this.#catalogue = catalogue;
  }

  /** `most` is how many requests may be under way at once. */
  async open(tenant: TenantProfile, most: number, signal?: AbortSignal): Promise<OpenTenant> {
    if (tenant.kind === 'demo') return this.#openDemo(tenant, most);
    const secret = await this.#vault.read(tenant, signal);
    const client = await newClient(tenant, secret, { most, turns: await this.#turnsOf(tenant.id) });
    return {
      client,
      close: () => {
        client.close();
        return Promise.resolve();
      },
    };
  }

  async #turnsOf(tenantId: string): Promise<Turns> {
    const { Turns } = await import('../../logto/pacer.ts');
    const turns = this.#turns.get(tenantId) ?? new Turns();
    this.#turns.set(tenantId, turns);
    return turns;
  }

  /** The embedded tenant, a week older for every snapshot of it that is kept, so that there is something to compare. */
  async #openDemo(tenant: TenantProfile, most: number): Promise<OpenTenant> {
    const kept = this.#catalogue.list(tenant.id);
    const { startDemoTenant } = await import('../../demo/start.ts');
    const server = await startDemoTenant({ seed: DEMO_SEED, now: kept.at(-1)?.info.startedAt ?? Date.now() });
    for (let week = 0; week < kept.length; week++) server.mutate();
    const { baseUrl, tokenUrl, resource, clientId, clientSecret } = server;
    const client = await newClient({ baseUrl, tokenUrl, resource, clientId }, clientSecret, { most });
    return {
      client,
      close: async () => {
        client.close();
        await server.close();
      },
    };
  }
}

/**
 * Loads what reads a tenant only now: it is most of the program. VS Code applies its proxy and its certificates to
 * every request of an extension by itself, but not whether a certificate has to be trusted.
 */
export async function newClient(
  connection: Connection,
  clientSecret: string,
  options?: ClientOptions,
): Promise<LogtoClient> {
  const { LogtoClient } = await import('../../logto/client.ts');
  const strictTls = vscode.workspace.getConfiguration('http').get('proxyStrictSSL') !== false; // whatever else stands there
  return new LogtoClient(connection, clientSecret, { ...options, limits: { strictTls } });
}
