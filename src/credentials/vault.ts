import { AccessError, CancelledError } from '../errors.ts';
import { lockedOrMissing } from './keychainFailures.ts';
import { packSecret, unpackSecret, type SecretStore } from './secretStore.ts';
import type { SecretStoreKind, TenantProfile } from './tenants.ts';

/** The setting `logtoAccess.credentialStore`. */
export type StoreChoice = 'auto' | 'keychain' | 'secretStorage';

type KeepingKind = Exclude<SecretStoreKind, 'none'>;

export interface VaultParts {
  readonly stores: Readonly<Record<KeepingKind, SecretStore>>;
  /** Read whenever a secret is to be stored. */
  readonly choice: () => StoreChoice;
  /** Told when `auto` could not use the keychain, and why. */
  readonly onFallback: (reason: AccessError) => void;
}

/** Keeps the App Secret of each tenant: in the keychain, or in VS Code's secret storage where there is none. */
export class Vault {
  readonly #parts: VaultParts;

  constructor(parts: VaultParts) {
    this.#parts = parts;
  }

  /** Stores a secret, and says where it lies now. */
  async write(tenantId: string, clientSecret: string, signal?: AbortSignal): Promise<KeepingKind> {
    const text = packSecret(clientSecret);
    const choice = this.#parts.choice();
    if (choice !== 'auto') return this.#store(choice, tenantId, text, signal);
    try {
      return await this.#store('keychain', tenantId, text, signal);
    } catch (error) {
      if (!(error instanceof AccessError) || error instanceof CancelledError) throw error;
      const kind = await this.#store('secretStorage', tenantId, text, signal);
      this.#parts.onFallback(error);
      return kind;
    }
  }

  /** The secret of a tenant, from where it was stored. */
  async read({ id, name, secretStore }: TenantProfile, signal?: AbortSignal): Promise<string> {
    const text = secretStore === 'none' ? undefined : await this.#parts.stores[secretStore].get(id, signal);
    if (text !== undefined) return unpackSecret(text);
    if (secretStore === 'keychain') throw lockedOrMissing(name);
    throw new AccessError(`There is no App Secret for ${name}.`, {
      code: 'secret.missing',
      hint: 'Connect the tenant again.',
    });
  }

  async remove({ id, secretStore }: TenantProfile, signal?: AbortSignal): Promise<void> {
    if (secretStore !== 'none') await this.#parts.stores[secretStore].delete(id, signal);
  }

  async #store(
    kind: KeepingKind,
    tenantId: string,
    text: string,
    signal: AbortSignal | undefined,
  ): Promise<KeepingKind> {
    const { keychain, secretStorage } = this.#parts.stores;
    if (kind === 'secretStorage') {
      await secretStorage.set(tenantId, text, signal);
    } else {
      await keychain.set(tenantId, text, signal);
      // what an earlier fallback left; the secret is safe by now, whatever becomes of that copy
      await secretStorage.delete(tenantId).catch(() => undefined);
    }
    return kind;
  }
}
