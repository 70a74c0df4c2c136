import { createHash } from 'node:crypto';
import { AccessError } from '../errors.ts';
import type { Connection } from '../logto/connection.ts';

/** Where a tenant's secret lies; `none` for the demo, which has none to keep. */
export type SecretStoreKind = 'keychain' | 'secretStorage' | 'none';

/** A tenant as it is remembered: everything but its secret. */
export interface TenantProfile extends Connection {
  readonly id: string;
  readonly name: string;
  readonly kind: 'cloud' | 'selfHosted' | 'demo';
  /** The user insisted on plain http to another machine. */
  readonly allowHttp: boolean;
  readonly secretStore: SecretStoreKind;
}

/** The part of VS Code's Memento that is needed. */
export interface Memento {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** Frees a listener; VS Code's Disposable is one. */
export interface Disposable {
  dispose(): void;
}

const KEY = 'tenants';
const VERSION = 1;

/**
 * A tenant's id: readable, safe as the name of a folder, and the same for the same host and application, so that
 * snapshots are found again when a tenant is connected anew.
 */
export function tenantIdOf({ baseUrl, clientId }: Connection): string {
  const host = new URL(baseUrl).host.replace(/[^a-z0-9.-]/gi, '-');
  const hash = createHash('sha256').update(`${baseUrl} ${clientId}`).digest('hex');
  return `${host}-${hash.slice(0, 8)}`;
}

/** The connected tenants, kept in a memento. Never a secret: see the vault. */
export class TenantStore {
  readonly #memento: Memento;
  readonly #listeners = new Set<() => void>();

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** Tenants in the order in which they were connected. */
  list(): readonly TenantProfile[] {
    const stored = this.#memento.get(KEY);
    if (stored === undefined) return [];
    if (isStored(stored)) return stored.tenants;
    throw new AccessError('The list of connected tenants was written by another version of Logto Access.', {
      code: 'tenants.unknown_version',
      hint: 'Update the extension. Nothing of the list was changed.',
    });
  }

  get(id: string): TenantProfile | undefined {
    return this.list().find((tenant) => tenant.id === id);
  }

  /** Adds a tenant, or replaces the one with its id. */
  async save(tenant: TenantProfile): Promise<void> {
    const tenants = this.list();
    const known = tenants.some(({ id }) => id === tenant.id);
    await this.#write(
      known ? tenants.map((one) => (one.id === tenant.id ? tenant : one)) : [...tenants, tenant],
    );
  }

  async remove(id: string): Promise<void> {
    await this.#write(this.list().filter((tenant) => tenant.id !== id));
  }

  /** Calls `listener` whenever the list has changed. */
  onDidChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  async #write(tenants: readonly TenantProfile[]): Promise<void> {
    await this.#memento.update(KEY, { version: VERSION, tenants });
    for (const listener of this.#listeners) listener();
  }
}

function isStored(value: unknown): value is { readonly tenants: readonly TenantProfile[] } {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'version' in value && value.version === VERSION && 'tenants' in value && Array.isArray(value.tenants)
  );
}
