import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { AccessError, CancelledError } from '../errors.ts';
import { cancellable } from './say.ts';

/** What may wait for the keychain, or for a server. */
export interface Waiting {
  /** What is said while it waits. */
  readonly title: string;
  /** What is so where it was cancelled, and what to do then. */
  readonly cancelled: readonly [message: string, hint: string];
}

/** What takes no longer is not worth a notification, ms. */
const QUICK_MS = 300;

/** Does what may have to wait: a notification says so, by which a person cancels it, and then what is so. */
export async function cancellably<T>(
  { title, cancelled: [message, hint] }: Waiting,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const working = work(abort.signal).catch((error: unknown) => {
    if (error instanceof CancelledError) throw new AccessError(message, { code: error.code, hint });
    throw error;
  });
  const done = working.then(
    () => true,
    () => true,
  );
  if (await Promise.race([done, sleep(QUICK_MS, false)])) return working;
  return vscode.window.withProgress(cancellable(title), (_, token) => {
    token.onCancellationRequested(() => abort.abort());
    return working;
  });
}
