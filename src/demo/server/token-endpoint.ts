import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import { ok, Refusal } from './answer.ts';
import { readBody } from './body.ts';
import type { Tenant } from './route.ts';
import type { TokenIssuer } from './tokens.ts';

interface Client {
  readonly id: string;
  readonly secret: string | undefined;
  /** The client wrote an Authorization header, so a refusal says which one it should have been. */
  readonly basic: boolean;
}

const MESSAGES = {
  invalid_client: 'An OIDC error occurred: oidc.invalid_client.',
  invalid_request: 'Request is invalid.',
  invalid_target: 'Invalid resource indicator.',
  unsupported_grant_type: 'Unsupported `grant_type` requested.',
} as const;

/** Answers `POST /oidc/token`: client credentials for one API resource. */
export async function answerToken(
  request: IncomingMessage,
  issuer: string,
  tenant: Tenant,
  tokens: TokenIssuer,
): Promise<Answer> {
  const form = await formOf(request);
  const client = clientOf(request.headers.authorization, form);
  authenticate(client, issuer, tenant);
  checkGrant(form);
  const audience = audienceOf(form, tenant);
  const scope = grantedScope(client.id, audience, form.get('scope') ?? '', tenant);
  return ok({
    access_token: tokens.issue({ clientId: client.id, audience, scope, issuer }),
    expires_in: tokens.lifetimeSeconds,
    token_type: 'Bearer',
    ...(scope === undefined ? {} : { scope }),
  });
}

/** An error of the OIDC provider. */
export function oidcRefusal(
  status: number,
  error: keyof typeof MESSAGES,
  description: string,
  headers = {},
): Refusal {
  const body = { code: `oidc.${error}`, message: MESSAGES[error], error, error_description: description };
  return new Refusal({ status, body, headers });
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const body = await readBody(request);
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    return new URLSearchParams(body);
  }
  const only = 'only application/x-www-form-urlencoded content-type bodies are supported on POST /token';
  throw oidcRefusal(400, 'invalid_request', only);
}

function clientOf(header: string | undefined, form: URLSearchParams): Client {
  if (header !== undefined) return basicClient(header);
  const id = form.get('client_id');
  if (id === null) throw oidcRefusal(400, 'invalid_request', 'no client authentication mechanism provided');
  return { id, secret: form.get('client_secret') ?? undefined, basic: false };
}

/** Both parts are form-encoded before they are joined by a colon and put into base64. */
function basicClient(header: string): Client {
  const encoded = /^Basic ([\w+/=-]+)$/i.exec(header)?.[1];
  const [id, secret] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':');
  if (!id || secret === undefined) {
    throw oidcRefusal(400, 'invalid_request', 'invalid authorization header value format');
  }
  return { id: formDecoded(id), secret: formDecoded(secret), basic: true };
}

function formDecoded(value: string): string {
  return new URLSearchParams(`value=${value}`).get('value') ?? '';
}

function authenticate({ id, secret, basic }: Client, issuer: string, tenant: Tenant): void {
  const expected = tenant.secretOf(id);
  if (expected === undefined) throw oidcRefusal(400, 'invalid_client', `invalid client ${id}`);
  if (secret === expected) return;
  const description = 'client authentication failed';
  const challenge = `Basic realm="${issuer}", error="invalid_client", error_description="${description}"`;
  throw oidcRefusal(401, 'invalid_client', description, basic ? { 'www-authenticate': challenge } : {});
}

function checkGrant(form: URLSearchParams): void {
  const grant = form.get('grant_type');
  if (grant === null) throw oidcRefusal(400, 'invalid_request', "missing required parameter 'grant_type'");
  if (grant !== 'client_credentials') {
    throw oidcRefusal(400, 'unsupported_grant_type', 'unsupported grant_type requested');
  }
}

function audienceOf(form: URLSearchParams, { data }: Tenant): string {
  const indicator = form.get('resource');
  if (indicator === null) {
    throw oidcRefusal(400, 'invalid_target', 'both `resource` and `organization_id` are not provided');
  }
  const known = data.resources.list().some((resource) => resource.indicator === indicator);
  if (!known) throw oidcRefusal(400, 'invalid_target', 'resource indicator is missing, or unknown');
  return indicator;
}

/** What was asked for and one of the client's roles gives; nothing of it is no error, only a token that can do nothing. */
function grantedScope(
  clientId: string,
  indicator: string,
  asked: string,
  { data }: Tenant,
): string | undefined {
  const resource = data.resources.list().find((candidate) => candidate.indicator === indicator);
  const roleIds = [...data.applicationRoles.of(clientId)];
  const scopes = roleIds
    .flatMap((roleId) => [...data.roleScopes.of(roleId)])
    .map((id) => data.scopes.get(id));
  const granted = scopes.filter((scope) => scope?.resourceId === resource?.id).map((scope) => scope?.name);
  const names = asked.split(' ').filter((name) => granted.includes(name));
  return names.length === 0 ? undefined : names.join(' ');
}
