import type { SecretStore } from './secretStore.ts';

/** The part of VS Code's SecretStorage that is needed. */
export interface SecretStorageLike {
  get(key: string): Thenable<string | undefined>;
  store(key: string, value: string): Thenable<void>;
  delete(key: string): Thenable<void>;
}

/** VS Code's own secret storage, for machines without a keychain. */
export function secretStorageStore(storage: SecretStorageLike): SecretStore {
  const key = (account: string): string => `tenant:${account}`;
  return {
    get: async (account) => storage.get(key(account)),
    set: async (account, text) => storage.store(key(account), text),
    delete: async (account) => {
      await storage.delete(key(account));
      return true;
    },
  };
}
