import { AccessError } from '../errors.ts';
import { sentence } from '../sentence.ts';

/** A place where one secret text an account can be kept. */
export interface SecretStore {
  /** The text, or undefined where the store gives none. */
  get(account: string, signal?: AbortSignal): Promise<string | undefined>;
  set(account: string, text: string, signal?: AbortSignal): Promise<void>;
  /** False where the store took nothing away: there was none, or it is locked. */
  delete(account: string, signal?: AbortSignal): Promise<boolean>;
}

const VERSION = 1;

/** One JSON text a tenant, so that more secrets of it never cost a second keychain prompt. */
export function packSecret(clientSecret: string): string {
  return JSON.stringify({ version: VERSION, clientSecret });
}

/** Reads a packed secret; the error never repeats it. */
export function unpackSecret(text: string): string {
  const packed = parse(text);
  if (
    typeof packed === 'object' &&
    packed !== null &&
    'version' in packed &&
    packed.version === VERSION &&
    'clientSecret' in packed &&
    typeof packed.clientSecret === 'string'
  ) {
    return packed.clientSecret;
  }
  throw new AccessError(sentence`The stored App Secret cannot be read.`, {
    code: 'secret.unreadable',
    hint: sentence`Connect the tenant again to store it anew.`,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
