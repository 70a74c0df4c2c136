import http, { Agent as HttpAgent, type IncomingMessage, type RequestOptions } from 'node:http';
import https, { Agent as HttpsAgent } from 'node:https';
import axios, { AxiosHeaders, type AxiosAdapter, type AxiosInstance, type AxiosResponse } from 'axios';

/** An answer, with its body as bytes so that it can be handed to another thread without a copy. */
export interface HttpAnswer {
  readonly status: number;
  /** Lower-case header names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: ArrayBuffer;
}

/** Client credentials as the token endpoint takes them. */
export interface TokenForm {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly resource: string;
}

/** Limits of one request. */
export interface HttpLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Whether a server has to show a certificate that is trusted. */
  readonly strictTls: boolean;
}

const DEFAULT_LIMITS: HttpLimits = { timeoutMs: 30_000, maxBytes: 64 * 1024 * 1024, strictTls: true };

/** What axios sets at every request: with the same here, a connection that is used again needs no system call. */
const AXIOS_KEEP_ALIVE_MS = 60_000;

const USER_AGENT = 'logto-access';

/** Takes any certificate: told with each request, since VS Code puts an agent of its own in the place of ours. */
const UNCHECKED = {
  request: (options: RequestOptions, onResponse: (response: IncomingMessage) => void) =>
    options.protocol === 'https:'
      ? https.request({ ...options, rejectUnauthorized: false }, onResponse)
      : http.request(options, onResponse),
};

/**
 * All that can leave this extension for Logto: a GET, and the token request. There is no way to ask for another
 * method, so a read-only client holds by construction although Logto's token could write.
 */
export class Http {
  readonly #axios: AxiosInstance;
  /** What sends a request once axios has put it together. */
  readonly #send: AxiosAdapter = axios.getAdapter('http');
  readonly #agents: readonly (HttpAgent | HttpsAgent)[];

  constructor(limits: Partial<HttpLimits> = {}) {
    const { timeoutMs, maxBytes, strictTls } = { ...DEFAULT_LIMITS, ...limits };
    const kept = { keepAlive: true, keepAliveMsecs: AXIOS_KEEP_ALIVE_MS };
    const httpAgent = new HttpAgent(kept);
    const httpsAgent = new HttpsAgent(kept);
    this.#agents = [httpAgent, httpsAgent];
    this.#axios = axios.create({
      ...{ httpAgent, httpsAgent, timeout: timeoutMs, maxContentLength: maxBytes },
      adapter: 'http',
      ...(!strictTls && { transport: UNCHECKED }),
      proxy: false, // VS Code's own http patch applies the user's proxy; axios must not add another
      maxRedirects: 0, // a redirect could carry the secret or the token to another host
      responseType: 'arraybuffer',
      validateStatus: () => true,
      headers: { 'User-Agent': USER_AGENT },
    });
  }

  /**
   * Reads. There are thousands of these in a sync, all alike: they are put together here, since what axios can merge,
   * transform and intercept takes as long as sending them.
   */
  async get(url: string, token: string, signal?: AbortSignal): Promise<HttpAnswer> {
    const headers = new AxiosHeaders({
      ...{ Authorization: `Bearer ${token}`, Accept: 'application/json', 'User-Agent': USER_AGENT },
    });
    return toAnswer(
      (await this.#send({
        ...this.#axios.defaults,
        ...{ method: 'get', url, headers },
        ...(signal && { signal }),
      })) as AxiosResponse<Buffer>,
    );
  }

  /**
   * Asks for a token with client credentials in the Basic header, so that no body or URL holds the secret. The header is
   * made here: of Node's option for it VS Code's proxy support makes a URL, which it logs and gives to a proxy script.
   */
  async postToken(tokenUrl: string, form: TokenForm, signal?: AbortSignal): Promise<HttpAnswer> {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      resource: form.resource,
      scope: 'all',
    });
    const credentials = [form.clientId, form.clientSecret].map(encodeURIComponent).join(':');
    const headers = { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
    return toAnswer(await this.#axios.post<Buffer>(tokenUrl, body, { headers, ...(signal && { signal }) }));
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy();
  }
}

function toAnswer({ status, headers, data }: AxiosResponse<Buffer>): HttpAnswer {
  // A pooled Buffer shares its memory with others, which must not be transferred away.
  const whole = data.byteOffset === 0 && data.byteLength === data.buffer.byteLength;
  const body = (
    whole ? data.buffer : data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)
  ) as ArrayBuffer;
  const names = Object.keys(headers);
  return {
    status,
    body,
    headers: Object.fromEntries(names.map((name) => [name.toLowerCase(), String(headers[name])])),
  };
}
