import { AccessError, wasCancelled } from '../errors.ts';
import { lockedOrMissing, meansNoKeychain, nothingRemoved } from './keychainFailures.ts';
import { packSecret, unpackSecret, type SecretStore } from './secretStore.ts';
import type { SecretStoreKind, TenantProfile } from './tenants.ts';
import { sentence } from '../sentence.ts';

/** The setting `logtoAccess.credentialStore`. */
export const STORE_CHOICES = ['auto', 'keychain', 'secretStorage', 'session'] as const;
export type StoreChoice = (typeof STORE_CHOICES)[number];

export type KeepingKind = Exclude<SecretStoreKind, 'none'>;

export interface VaultParts {
  readonly stores: Readonly<Record<KeepingKind, SecretStore>>;
  /** Read whenever a secret is to be stored. */
  readonly choice: () => StoreChoice;
  /** Told when `auto` found no keychain, and why. */
  readonly onFallback: (reason: AccessError) => void;
  /** Told when a copy of a removed secret may be left in a store, and why. */
  readonly onLeftover: (tenant: TenantProfile, store: KeepingKind, reason: unknown) => void;
}

const KINDS: readonly KeepingKind[] = ['keychain', 'secretStorage', 'session'];

/** Keeps the App Secret of each tenant: in the keychain, or in VS Code's secret storage where there is none. */
export class Vault {
  readonly #parts: VaultParts;

  constructor(parts: VaultParts) {
    this.#parts = parts;
  }

  /** Stores a secret, and says where it lies now. Other copies are to be removed once that is remembered. */
  async write(tenantId: string, clientSecret: string, signal?: AbortSignal): Promise<KeepingKind> {
    const text = packSecret(clientSecret);
    const choice = this.#parts.choice();
    if (choice !== 'auto') return this.#store(choice, tenantId, text, signal);
    try {
      return await this.#store('keychain', tenantId, text, signal);
    } catch (error) {
      if (!(error instanceof AccessError) || !meansNoKeychain(error)) throw error;
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
    const kept = secretStore === 'session' ? sentence` any more: it was kept for one session only` : '';
    throw new AccessError(sentence`There is no App Secret for ${name}${kept}.`, {
      code: 'secret.missing',
      hint: sentence`Give it with "Edit Tenant".`,
    });
  }

  /**
   * Whether a tenant is known to have no secret: it was given none yet, or the one of an earlier session is gone. A
   * keychain that gives none may be locked, and is not asked.
   */
  async lacksSecret({ id, kind, secretStore }: TenantProfile): Promise<boolean> {
    if (secretStore === 'session') return (await this.#parts.stores.session.get(id)) === undefined;
    return secretStore === 'none' && kind !== 'demo';
  }

  /** Whether a secret lies elsewhere than the choice now says, so that it is to be moved. */
  isMisplaced({ secretStore }: TenantProfile): boolean {
    const choice = this.#parts.choice();
    return secretStore !== 'none' && secretStore !== (choice === 'auto' ? 'keychain' : choice);
  }

  /**
   * Lets a keychain that is locked ask for its password before it is told to change a tenant's secret: reading alone can be
   * cancelled, while what a keychain was told it does whenever it is unlocked. Where it cannot be read, changing it tells.
   */
  async unlock({ id, secretStore }: TenantProfile, signal?: AbortSignal): Promise<void> {
    if (secretStore !== 'keychain') return;
    await this.#parts.stores.keychain.get(id, signal).catch((error: unknown) => {
      if (wasCancelled(error)) throw error;
    });
  }

  /** Takes the secret out of all stores, but `except`; never fails, but tells of what may be left. */
  async remove(tenant: TenantProfile, except?: KeepingKind, signal?: AbortSignal): Promise<void> {
    if (tenant.secretStore === 'none') return;
    const kinds = KINDS.filter((kind) => kind !== except);
    await Promise.all(kinds.map((kind) => this.#removeFrom(kind, tenant, signal)));
  }

  async #removeFrom(
    kind: KeepingKind,
    tenant: TenantProfile,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const expected = tenant.secretStore === kind;
    try {
      const removed = await this.#parts.stores[kind].delete(tenant.id, signal);
      if (!removed && expected) throw nothingRemoved();
    } catch (error) {
      const nothingThere = !expected && error instanceof AccessError && meansNoKeychain(error);
      if (!nothingThere) this.#parts.onLeftover(tenant, kind, error);
    }
  }

  async #store(
    kind: KeepingKind,
    tenantId: string,
    text: string,
    signal: AbortSignal | undefined,
  ): Promise<KeepingKind> {
    await this.#parts.stores[kind].set(tenantId, text, signal);
    return kind;
  }
}
