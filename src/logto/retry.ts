import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, throwIfCancelled } from '../errors.ts';
import { TransientError } from './failures.ts';

/** How often and how patiently a request is tried. */
export interface RetryPolicy {
  /** Tries in all, the first one among them. */
  readonly attempts: number;
  /** The wait before the second try, ms; doubled for each further one. */
  readonly baseDelayMs: number;
  /** The longest wait, ms; a request whose server asks for more is given up. */
  readonly maxDelayMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 6, baseDelayMs: 500, maxDelayMs: 60_000 };

/** Runs `attempt` until it succeeds, fails for good, or the policy's tries or patience are used up. */
export async function withRetry<T>(
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    throwIfCancelled(signal);
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      const askedMs = error.retryAfterMs;
      if (tried >= Math.min(policy.attempts, error.attempts) || (askedMs ?? 0) > policy.maxDelayMs)
        throw error.lasting();
      await pause(delayMs(policy, tried, askedMs), signal);
    }
  }
}

/** Doubled for each try, or what the server asks for; in part random, so that those who wait do not return at once. */
export function delayMs(policy: RetryPolicy, tried: number, askedMs?: number): number {
  const backoff = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (tried - 1));
  return askedMs === undefined ? backoff * (0.5 + Math.random() / 2) : askedMs + backoff * Math.random();
}

/** Waits; a cancel ends it. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal && { signal });
  } catch {
    throw new CancelledError();
  }
}

/** Waits for what others wait for too; a cancel ends the wait alone. */
export async function untilCancelled<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result;
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const cancel = (): void => reject(new CancelledError());
  signal.addEventListener('abort', cancel);
  try {
    return await Promise.race([result, cancelled]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
