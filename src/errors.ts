import { inEnglish, sentence, type Said } from './sentence.ts';

/** The five facts of a connection, so that an error can name the one to mend. */
export type ConnectionField = 'baseUrl' | 'tokenUrl' | 'resource' | 'clientId' | 'clientSecret';

/** What an {@link AccessError} carries besides its message. */
export interface AccessErrorDetails {
  /** What the user can do about it, as a sentence. */
  readonly hint?: Said;
  /** The connection field that is wrong, where one is. */
  readonly field?: ConnectionField;
  /** A stable machine-readable reason, e.g. `token.wrong_secret`. */
  readonly code?: string;
  readonly cause?: unknown;
}

/**
 * An error made to be read by the user: `message` says what happened, `hint` what to do.
 * It never holds a secret, a token, or the body of an answer.
 */
export class AccessError extends Error {
  readonly hint: string | undefined;
  /** Both as they can be said in another language. */
  readonly said: { readonly message: Said; readonly hint: Said | undefined };
  readonly field: ConnectionField | undefined;
  readonly code: string;

  constructor(message: Said, details: AccessErrorDetails = {}) {
    super(inEnglish(message), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AccessError';
    this.hint = details.hint === undefined ? undefined : inEnglish(details.hint);
    this.said = { message, hint: details.hint };
    this.field = details.field;
    this.code = details.code ?? 'unknown';
  }
}

/** What was thrown says, without what to do about it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Thrown when the user cancelled; callers end quietly instead of showing it. */
export class CancelledError extends AccessError {
  constructor() {
    super(sentence`Cancelled.`, { code: 'cancelled' });
    this.name = 'CancelledError';
  }
}

/** Whether somebody cancelled, whatever is said of it. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof AccessError && error.code === 'cancelled';
}

/** Ends what goes on although it was cancelled. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new CancelledError();
}

/** Whether another window or process is at the very sync that was asked for. */
export function isHeldElsewhere(error: unknown): boolean {
  return error instanceof AccessError && error.code === 'sync.elsewhere';
}

/** The one line that tells a user everything: what happened and what to do; in English unless it is said otherwise. */
export function describeError(error: unknown, say: (said: Said) => string = inEnglish): string {
  if (error instanceof AccessError) {
    const { message, hint } = error.said;
    return hint === undefined ? say(message) : `${say(message)} ${say(hint)}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** What a log says of an error: an explained one in words, any other with the place in the code it came from. */
export function traceError(error: unknown): string {
  if (error instanceof AccessError || !(error instanceof Error)) return describeError(error);
  return error.stack ?? error.message;
}
