import type * as keytar from 'keytar';
import type { AccessError } from '../errors.ts';
import { CancelledError } from '../errors.ts';
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
}

/** The keychain of the operating system: macOS Keychain, Windows Credential Manager, Secret Service. */
export function keychainStore({
  load = loadKeytar,
  timeoutMs = TIMEOUT_MS,
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
  return {
    get: async (account, signal) =>
      (await call(signal, (keychain) => keychain.getPassword(SERVICE, account))) ?? undefined,
    set: (account, text, signal) => call(signal, (keychain) => keychain.setPassword(SERVICE, account, text)),
    delete: async (account, signal) => {
      // `false` means missing or locked, which cannot be told apart; either way there is nothing more to do
      await call(signal, (keychain) => keychain.deletePassword(SERVICE, account));
    },
  };
}

async function withTimeout<T>(
  work: () => Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  // before the keychain is asked: what it has been told cannot be taken back
  if (signal?.aborted === true) throw new CancelledError();
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
