import type { SecretStore } from './secretStore.ts';

/** Keeps secrets in memory alone, until the window is closed. */
export function sessionStore(): SecretStore {
  const texts = new Map<string, string>();
  return {
    get: (account) => Promise.resolve(texts.get(account)),
    set: (account, text) => Promise.resolve(void texts.set(account, text)),
    delete: (account) => Promise.resolve(texts.delete(account)),
  };
}
