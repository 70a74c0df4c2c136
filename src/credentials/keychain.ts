import type * as keytar from 'keytar';
import type { AccessError } from '../errors.ts';
import { CancelledError, throwIfCancelled } from '../errors.ts';
import { keychainFailure, notAnswered } from './keychainFailures.ts';
import type { SecretStore } from './secretStore.ts';

/** What of keytar is used. Never `findCredentials`: it crashes the process on a locked Linux keyring. */
export type Keytar = Pick<typeof keytar, 'getPassword' | 'setPassword' | 'deletePassword'>;

/** The service name under which keychain programs show our items. */
export const SERVICE = 'Logto Access';

/** How long a keychain may take, ms: a prompt that nobody answers would wait for ever. */
const TIMEOUT_MS = 20_000;

/** Loads the native module only when a secret is needed: where the system has no libsecret, loading throws. */
async function loadKeytar(): Promise<Keytar> {
  const loaded: Keytar & { readonly default?: Keytar } = await import('keytar');
  return loaded.default ?? loaded;
}

export interface KeychainOptions {
  readonly load?: () => Promise<Keytar>;
  readonly timeoutMs?: number;
  /** Whether a tenant counts on the item of this account, so that it must stay. */
  readonly inUse?: (account: string) => boolean;
}

/** The keychain of the operating system: macOS Keychain, Windows Credential Manager, Secret Service. */
export function keychainStore({
  load = loadKeytar,
  timeoutMs = TIMEOUT_MS,
  inUse = () => false,
}: KeychainOptions = {}): SecretStore {
  const call = async <T>(
    signal: AbortSignal | undefined,
    use: (keychain: Keytar) => Promise<T>,
  ): Promise<T> => {
    try {
      // one after the other: a keychain that is loaded too late must not be told anything any more
      const keychain = await withTimeout(load, timeoutMs, signal);
      return await withTimeout(() => use(keychain), timeoutMs, signal);
    } catch (error) {
      throw keychainFailure(error);
    }
  };
  /** Of each account, the attempt to store that was begun last. */
  const latest = new Map<string, symbol>();
  /** Stores; a prompt that is answered when nobody waits any more leaves nothing that nobody knows of. */
  const set = async (account: string, text: string, signal?: AbortSignal): Promise<void> => {
    const attempt = Symbol();
    let givenUp = false;
    const store = async (keychain: Keytar): Promise<void> => {
      latest.set(account, attempt);
      await keychain.setPassword(SERVICE, account, text);
      const wanted = !givenUp || latest.get(account) !== attempt || inUse(account);
      if (!wanted) await keychain.deletePassword(SERVICE, account);
    };
    try {
      await call(signal, store);
    } catch (error) {
      givenUp = true;
      throw error;
    }
  };
  return {
    get: async (account, signal) =>
      (await call(signal, (keychain) => keychain.getPassword(SERVICE, account))) ?? undefined,
    set,
    delete: (account, signal) => call(signal, (keychain) => keychain.deletePassword(SERVICE, account)),
  };
}

async function withTimeout<T>(
  work: () => Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  // before the keychain is asked: what it has been told cannot be taken back
  throwIfCancelled(signal);
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const fail = (error: AccessError) => (): void => reject(error);
  const cancel = fail(new CancelledError());
  const timer = setTimeout(fail(notAnswered(timeoutMs)), timeoutMs);
  signal?.addEventListener('abort', cancel);
  work().then(resolve, reject);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  });
}
