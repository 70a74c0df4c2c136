import { CancelledError, throwIfCancelled } from '../errors.ts';
import { parseJson } from './errorBody.ts';
import { networkFailure } from './networkFailures.ts';
import { notATokenEndpoint, tokenFailure, tokenWithoutScope } from './tokenFailures.ts';
import type { Connection } from './connection.ts';
import type { Http, HttpAnswer } from './http.ts';
import { untilCancelled, withRetry, type RetryPolicy } from './retry.ts';
import { serverFailure } from './serverFailures.ts';

/** Gives the access token, asking for a new one only when needed and once for all who wait. */
export class TokenSource {
  readonly #http: Http;
  readonly #connection: Connection;
  readonly #secret: string;
  readonly #retry: RetryPolicy;
  readonly #closed = new AbortController();
  #current: Promise<string> | undefined;
  #requests = 0;

  constructor(http: Http, connection: Connection, secret: string, retry: RetryPolicy) {
    this.#http = http;
    this.#connection = connection;
    this.#secret = secret;
    this.#retry = retry;
  }

  /** Token requests sent so far. */
  get requests(): number {
    return this.#requests;
  }

  /** The token, checked for the Management API's scope. A cancel ends this wait, not the request others wait for too. */
  async get(signal?: AbortSignal): Promise<string> {
    throwIfCancelled(signal); // or it would be asked for nobody, and its failure heard by nobody
    const current = (this.#current ??= this.#ask());
    try {
      return await untilCancelled(current, signal);
    } catch (error) {
      if (!(error instanceof CancelledError) && this.#current === current) this.#current = undefined;
      throw error;
    }
  }

  /** Asks for a token that is about to be needed; how that fails is told to whoever gets it. */
  prepare(): void {
    this.#current ??= this.#ask();
    this.#current.catch(() => undefined);
  }

  /** Ends what is under way. */
  close(): void {
    this.#closed.abort();
  }

  /** Says that `token` has expired: the next {@link get} asks anew, unless another caller already did. */
  async expire(token: string): Promise<void> {
    const current = this.#current;
    if (current === undefined || (await current) !== token) return;
    if (this.#current === current) this.#current = undefined;
  }

  async #ask(): Promise<string> {
    const { signal } = this.#closed;
    const { tokenUrl, clientId, resource } = this.#connection;
    return withRetry(this.#retry, signal, async () => {
      this.#requests++;
      const form = { clientId, clientSecret: this.#secret, resource };
      const answer = await this.#http.postToken(tokenUrl, form, signal).catch((error: unknown) => {
        throw networkFailure(error, new URL(tokenUrl).origin);
      });
      return readToken(answer, this.#connection);
    });
  }
}

function readToken(answer: HttpAnswer, connection: Connection): string {
  const failure = serverFailure(answer, 'the token');
  if (failure) throw failure;
  if (answer.status !== 200) throw tokenFailure(answer, connection);
  const body = parseJson(answer);
  if (typeof body?.access_token !== 'string') throw notATokenEndpoint(answer, connection);
  if (body.scope !== 'all') throw tokenWithoutScope();
  return body.access_token;
}
