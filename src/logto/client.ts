import { AccessError, throwIfCancelled } from '../errors.ts';
import type { Connection } from './connection.ts';
import { atPage, BEHIND_ALL, endpoints, isPaged, type Endpoint } from './endpoints.ts';
import { readErrorBody } from './errorBody.ts';
import { noTotal, notTheApi, readFailure } from './failures.ts';
import { networkFailure } from './networkFailures.ts';
import { Http, type HttpAnswer, type HttpLimits } from './http.ts';
import { Outage } from './outage.ts';
import { paceOf, Pacer, type Turns } from './pacer.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.ts';
import { withRetry } from './retry.ts';
import { failedAltogether, failedOn, retryAfterMs, serverFailure } from './serverFailures.ts';
import { TokenSource } from './token.ts';
import { sentence } from '../sentence.ts';

/** One page of an answer, still as the bytes that came. */
export interface RawPage {
  readonly body: ArrayBuffer;
  /** `Total-Number`: rows in the whole collection; undefined where no page was asked for. */
  readonly total: number | undefined;
}

export interface ClientOptions {
  readonly retry?: Partial<RetryPolicy>;
  readonly limits?: Partial<HttpLimits>;
  /** Requests under way at once, at most. */
  readonly most?: number | undefined;
  /** Shared with other clients of the same tenant. */
  readonly turns?: Turns;
}

/** A token that lives shorter than a request takes is renewed no oftener for it. */
const MOST_RENEWALS = 3;

/** Whoever can answer one of these without rows is there: two, since one list can fail by itself. */
const SIGNS_OF_LIFE = [endpoints.roles(), endpoints.applications()].map((list) =>
  atPage(list, BEHIND_ALL, 1),
);

type Run = (request: () => Promise<HttpAnswer>) => Promise<HttpAnswer>;

/** Reads a tenant's Management API. It cannot write: see {@link Http}. */
export class LogtoClient {
  readonly connection: Connection;
  readonly #http: Http;
  readonly #token: TokenSource;
  readonly #retry: RetryPolicy;
  readonly #pacer: Pacer;
  readonly #outage: Outage;
  #reads = 0;

  constructor(connection: Connection, clientSecret: string, options: ClientOptions = {}) {
    this.connection = connection;
    this.#retry = { ...DEFAULT_RETRY, ...options.retry };
    this.#http = new Http(options.limits);
    this.#pacer = new Pacer({ ...paceOf(connection, options.most), turns: options.turns });
    this.#token = new TokenSource(this.#http, connection, clientSecret, this.#retry);
    this.#outage = new Outage((signal) => this.#isUp(signal), this.#retry, this.#pacer);
  }

  /** Requests sent so far: reads and tokens, tries that failed among them. */
  get requests(): number {
    return this.#reads + this.#token.requests;
  }

  /** Reads one page; retries what may pass, renews an expired token, and throws an {@link AccessError} for the rest. */
  async read(endpoint: Endpoint, signal?: AbortSignal): Promise<RawPage> {
    return withRetry(this.#retry, signal, async () => {
      const answer = await this.#getWhenUp(endpoint, signal);
      if (answer.status === 429) this.#backOff(answer);
      return toPage(answer, endpoint, this.connection);
    });
  }

  /** Requests that may be under way at once, as found for this server so far. */
  get atOnce(): number {
    return this.#pacer.atOnce;
  }

  /** Gets a token, and keeps it for the reads. */
  async authorize(signal?: AbortSignal): Promise<void> {
    await this.#token.get(signal);
  }

  /** Asks for the token ahead of the first read. */
  prepare(): void {
    this.#token.prepare();
  }

  /** Gets a token and reads one page, to prove that the connection works. */
  async probe(endpoint: Endpoint, signal?: AbortSignal): Promise<void> {
    await this.authorize(signal);
    await this.read(endpoint, signal);
  }

  close(): void {
    this.#outage.close();
    this.#token.close();
    this.#http.close();
  }

  /** Gets an answer, and once more where the server failed altogether and is back; throws where it is not. */
  async #getWhenUp(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    const run: Run = (request) => this.#pacer.run(request, signal);
    for (let tried = 1; ; tried++) {
      const answer = await this.#get(endpoint, signal, run);
      if (answer.status !== 500) return answer;
      const state = await this.#outage.look(signal);
      if (state === 'up') throw failedOn(answer, endpoint.path);
      if (state === 'down' || tried >= this.#retry.attempts)
        throw this.#outage.failure ?? failedAltogether(answer, endpoint.path);
    }
  }

  /** Whether the server answers anything at all; one that only limits requests does not tell. */
  async #isUp(signal: AbortSignal): Promise<boolean> {
    for (const sign of SIGNS_OF_LIFE) {
      const answer = await this.#get(sign, signal, (request) => this.#pacer.runAhead(request, signal));
      if (answer.status === 429) this.#backOff(answer);
      else if (answer.status < 500) return true;
    }
    return false;
  }

  /** Gets an answer, with a new token where the one it had has expired. */
  async #get(endpoint: Endpoint, signal: AbortSignal | undefined, run: Run): Promise<HttpAnswer> {
    const url = this.#urlOf(endpoint);
    let answer = await this.#getOnce(url, signal, run);
    for (let renewed = 0; isExpired(answer) && renewed < MOST_RENEWALS; renewed++)
      answer = await this.#getOnce(url, signal, run);
    return answer;
  }

  async #getOnce(url: string, signal: AbortSignal | undefined, run: Run): Promise<HttpAnswer> {
    return run(async () => {
      const token = await this.#token.get(signal); // only now: it may expire while waiting for its turn
      throwIfCancelled(signal);
      this.#reads++;
      const answer = await this.#http.get(url, token, signal).catch((error: unknown) => {
        throw networkFailure(error, this.connection.baseUrl);
      });
      if (isExpired(answer)) await this.#token.expire(token);
      return answer;
    });
  }

  /**
   * All wait for as long as one was told to, or a little longer than it will wait itself; no longer than anybody waits
   * at all, since others who ask this tenant wait too.
   */
  #backOff({ headers }: HttpAnswer): void {
    const askedMs = retryAfterMs(headers['retry-after']) ?? 0; // some gateways ask for no wait, and refuse again
    const { baseDelayMs, maxDelayMs } = this.#retry;
    this.#pacer.backOff(Math.max(Math.min(askedMs, maxDelayMs), 2 * baseDelayMs));
  }

  #urlOf({ path, query }: Endpoint): string {
    const url = new URL(path, this.connection.baseUrl);
    if (url.origin !== this.connection.baseUrl || !url.pathname.startsWith('/api/')) {
      throw new AccessError(sentence`${path} is not a path of the Management API.`, { code: 'api.bad_path' });
    }
    for (const [name, value] of query) url.searchParams.append(name, value);
    return url.href;
  }
}

function isExpired(answer: HttpAnswer): boolean {
  return answer.status === 401 && readErrorBody(answer).reason === 'ERR_JWT_EXPIRED';
}

function toPage(answer: HttpAnswer, endpoint: Endpoint, connection: Connection): RawPage {
  const { path } = endpoint;
  const failure = serverFailure(answer, path);
  if (failure) throw failure;
  if (answer.status !== 200) throw readFailure(answer, path, connection);
  if (answer.headers['content-type']?.startsWith('application/json') !== true) throw notTheApi(answer, path);
  return { body: answer.body, total: isPaged(endpoint) ? totalOf(answer, path) : undefined };
}

/** Without it nothing says where a list ends, and the rest of it would be missing unseen. */
function totalOf({ headers }: HttpAnswer, path: string): number {
  const total = headers['total-number'] ?? '';
  if (!/^\d+$/.test(total)) throw noTotal(path);
  return Number(total);
}
