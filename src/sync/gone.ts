import { AccessError } from '../errors.ts';

/** Whether Logto says that it does not have what is asked for: it was deleted after a list named it. */
export function isGone(error: unknown): boolean {
  return error instanceof AccessError && error.code === 'api.not_found';
}

/** Waits for a read; says whether what it reads is there. */
export async function isThere(read: Promise<unknown>): Promise<boolean> {
  try {
    await read;
    return true;
  } catch (error) {
    if (!isGone(error)) throw error;
    return false;
  }
}
