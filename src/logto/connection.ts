import { isIP } from 'node:net';
import { AccessError } from '../errors.ts';
import { sentence, type Said } from '../sentence.ts';

/** Everything but the secret that a client needs to talk to a tenant. */
export interface Connection {
  /** Origin of the tenant, without a path: `https://acme.logto.app`. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  /** The Management API's resource indicator; a name, not an address that is called. */
  readonly resource: string;
  readonly clientId: string;
}

/** The connection as a user types it; what is left out is derived from the base URL. */
export interface ConnectionInput {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly tokenUrl?: string | undefined;
  readonly resource?: string | undefined;
  /** Insist on plain http to a host that is not this machine. */
  readonly allowHttp?: boolean | undefined;
}

/** Where Logto gives tokens, below its base URL. */
const TOKEN_PATH = '/oidc/token';

/** The Management API's name in a Logto of one's own, whatever its host is. */
export const SELF_HOSTED_RESOURCE = 'https://default.logto.app/api';

/** Whether a tenant lives in Logto Cloud, is hosted by its owner, or is the embedded demo. */
export type TenantKind = 'cloud' | 'selfHosted';

/** Checks what the user typed and derives the rest; an {@link AccessError} names the field to mend. */
export function toConnection(input: ConnectionInput): Connection {
  const base = parseBaseUrl(input.baseUrl, input.allowHttp ?? false);
  const clientId = input.clientId.trim();
  if (clientId === '')
    throw invalid(
      'clientId',
      sentence`The App ID is empty.`,
      sentence`Copy it from the application in Logto Console.`,
    );
  return {
    baseUrl: base.origin,
    tokenUrl: parseTokenUrl(input.tokenUrl ?? deriveTokenUrl(base.origin), base, input.allowHttp ?? false),
    resource: parseResource(input.resource ?? deriveResource(base)),
    clientId,
  };
}

/** What a tenant is called in Logto Cloud: who uses a domain of their own knows it from the Console's address. */
const TENANT_ID = /^[a-z0-9]{6,}$/;

/** Where a tenant is, and what its Management API is called. */
export type Whereabouts = Pick<Connection, 'baseUrl' | 'resource'>;

/** A tenant of Logto Cloud is known by its host or, behind a custom domain, by its API resource, which stays its own. */
export function kindOf({ baseUrl, resource }: Whereabouts): TenantKind {
  return isCloudHost(baseUrl) || cloudResourceOf(resource) !== undefined ? 'cloud' : 'selfHosted';
}

/** What a tenant is called in Logto Cloud; undefined where it is none of it. */
export function cloudIdOf({ baseUrl, resource }: Whereabouts): string | undefined {
  return /^https:\/\/([a-z0-9-]+)\.logto\.app$/.exec(baseUrl)?.[1] ?? cloudResourceOf(resource);
}

/** Whose Management API a resource is; that of every Logto of one's own has the name of no tenant. */
function cloudResourceOf(resource: string): string | undefined {
  if (resource === SELF_HOSTED_RESOURCE) return undefined;
  return /^https:\/\/([a-z0-9-]+)\.logto\.app\/api$/.exec(resource)?.[1];
}

function isCloudHost(baseUrl: string): boolean {
  return URL.parse(baseUrl)?.hostname.endsWith('.logto.app') === true;
}

/**
 * The field to mend where tokens come from the wrong place: the base URL where the token URL follows from it, since
 * nobody typed that one.
 */
export function tokenUrlField({ baseUrl, tokenUrl }: Connection): 'baseUrl' | 'tokenUrl' {
  return tokenUrl === deriveTokenUrl(baseUrl) ? 'baseUrl' : 'tokenUrl';
}

function deriveTokenUrl(baseUrl: string): string {
  return `${baseUrl}${TOKEN_PATH}`;
}

/** Cloud: `<base>/api`. Self-hosted: the logical indicator of the default tenant, whatever the host is. */
function deriveResource(base: URL): string {
  return isCloudHost(base.href) ? `${base.origin}/api` : SELF_HOSTED_RESOURCE;
}

/** An address as browsers show it. */
const HOST_ALONE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(:\d+)?(\/|$)/i;

/** What people have at hand of a tenant besides its origin: where it gives tokens, or its API. */
const KNOWN_PATH = /^\/(oidc|api)(\/|$)/;

function parseBaseUrl(text: string, allowHttp: boolean): URL {
  const given = tenantOfConsole(
    parseUrl('baseUrl', HOST_ALONE.test(text.trim()) ? `https://${text.trim()}` : text),
  );
  const url = KNOWN_PATH.test(given.pathname) ? new URL(given.origin) : given;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw invalid(
      'baseUrl',
      sentence`The base URL has more than a host: "${url.pathname}${url.search}${url.hash}".`,
      sentence`Use ${url.origin}.`,
    );
  }
  refusePlainHttp('baseUrl', url, allowHttp);
  return url;
}

/** The tenant whose page in the Console of Logto Cloud this is; any other address stays as it is. */
function tenantOfConsole(url: URL): URL {
  if (url.host !== 'cloud.logto.io') return url;
  const [, tenant] = /^\/([a-z0-9-]+)(\/|$)/.exec(url.pathname) ?? [];
  if (tenant !== undefined) return new URL(`https://${tenant}.logto.app`);
  throw invalid(
    'baseUrl',
    sentence`This is the Console of Logto Cloud, and no tenant in it.`,
    sentence`Open the tenant there and copy the address then, or use https://<tenant-id>.logto.app.`,
  );
}

function parseTokenUrl(text: string, base: URL, allowHttp: boolean): string {
  const url = parseUrl('tokenUrl', text);
  refusePlainHttp('tokenUrl', url, allowHttp);
  if (url.host !== base.host) {
    throw invalid(
      'tokenUrl',
      sentence`The token URL is on ${url.host}, the base URL on ${base.host}.`,
      sentence`Logto wants both on the same host: use the same domain for both.`,
    );
  }
  // The App Secret is posted to it, so it must not be just any address.
  if (!url.pathname.endsWith(TOKEN_PATH)) {
    throw invalid(
      'tokenUrl',
      sentence`The token URL does not end in ${TOKEN_PATH}: "${url.pathname}".`,
      sentence`It is usually ${deriveTokenUrl(base.origin)}; left out, that is what is used.`,
    );
  }
  return url.href;
}

function parseResource(text: string): string {
  if (TENANT_ID.test(text.trim())) return `https://${text.trim()}.logto.app/api`;
  if (!URL.canParse(text)) {
    throw invalid(
      'resource',
      sentence`The API resource "${text}" is not an indicator.`,
      sentence`It looks like https://<tenant-id>.logto.app/api; see Logto Console > API resources > Logto Management API.`,
    );
  }
  return text;
}

function parseUrl(field: 'baseUrl' | 'tokenUrl', text: string): URL {
  const name = field === 'baseUrl' ? sentence`base URL` : sentence`token URL`;
  const url = URL.parse(text.trim());
  if (url === null || url.host === '') {
    throw invalid(
      field,
      sentence`The ${name} "${text.trim()}" is not a URL.`,
      sentence`It looks like https://acme.logto.app${field === 'baseUrl' ? '' : TOKEN_PATH}.`,
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalid(
      field,
      sentence`The ${name} begins with ${url.protocol}//, which Logto does not speak.`,
      sentence`It begins with https://.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(
      field,
      sentence`The ${name} holds a user name or password.`,
      sentence`Leave them out; the App ID and App Secret are asked for on their own.`,
    );
  }
  return url;
}

function refusePlainHttp(field: 'baseUrl' | 'tokenUrl', url: URL, allowHttp: boolean): void {
  if (url.protocol === 'https:' || allowHttp || isLoopback(url.hostname)) return;
  throw new AccessError(
    sentence`${url.origin} is not encrypted, and the App Secret would cross the network in clear.`,
    {
      field,
      code: 'connection.plain_http',
      hint: sentence`Use https://, or insist on http if you trust every hop of that network.`,
    },
  );
}

/** Whether a host name means this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  );
}

function invalid(
  field: 'baseUrl' | 'tokenUrl' | 'resource' | 'clientId',
  message: Said,
  hint: Said,
): AccessError {
  return new AccessError(message, {
    field,
    hint,
    code: 'connection.invalid',
  });
}
