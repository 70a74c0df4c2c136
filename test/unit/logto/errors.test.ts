import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { networkFailure } from '../../../src/logto/networkFailures.ts';
import { LogtoClient } from '../../../src/logto/client.ts';
import { toConnection } from '../../../src/logto/connection.ts';
import { atPage, endpoints } from '../../../src/logto/endpoints.ts';
import { describeError, type AccessError } from '../../../src/errors.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { answer, QUICK, withTenant, type Fault } from '../../support/tenant.ts';

const RECORDINGS = new URL('../../fixtures/logto/recordings/', import.meta.url);
const USERS = atPage(endpoints.users(), 1);

interface Recording {
  readonly request: { readonly method: string; readonly path: string };
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

function recording(name: string): Recording {
  return JSON.parse(readFileSync(new URL(`${name}.json`, RECORDINGS), 'utf8')) as Recording;
}

/** Connects to a tenant that answers one path as was recorded. */
async function errorOfRecording(name: string): Promise<AccessError> {
  const { request, status, headers, body } = recording(name);
  const path = request.path === '/oidc/token' ? '/oidc/token' : '/api/users';
  const fault: Fault = (asked, response) => {
    if (asked.path !== path) return undefined;
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    return true;
  };
  let error: AccessError | undefined;
  await withTenant({ fault }, async (_, client) => {
    error = await accessErrorOf(client.probe(USERS));
  });
  return error!;
}

/** What each recorded error has to name, and a word that its message has to say. */
const EXPECTED: Record<string, { code: string; field?: string; says: RegExp }> = {
  'token-wrong-secret': { code: 'token.wrong_secret', field: 'clientSecret', says: /App Secret/ },
  'token-unknown-client': { code: 'token.unknown_client', field: 'clientId', says: /App ID/ },
  'token-no-resource': { code: 'token.wrong_resource', field: 'resource', says: /API resource/ },
  'token-wrong-resource': { code: 'token.wrong_resource', field: 'resource', says: /API resource/ },
  'token-wrong-grant': { code: 'token.wrong_grant', field: 'clientId', says: /client credentials/ },
  'token-app-without-role': {
    code: 'token.no_scope',
    field: 'clientId',
    says: /no access to the Management API/,
  },
  'token-bad-scope': { code: 'token.no_scope', field: 'clientId', says: /Management API/ },
  'token-no-scope': { code: 'token.no_scope', field: 'clientId', says: /Management API/ },
  'err-401-no-header': { code: 'api.auth.authorization_header_missing', field: 'baseUrl', says: /token/ },
  'err-401-garbage-token': { code: 'api.auth.unauthorized', field: 'baseUrl', says: /token/ },
  'err-401-expired-token': { code: 'api.auth.unauthorized', field: 'baseUrl', says: /token/ },
  'err-403-app-without-role': { code: 'api.forbidden', field: 'clientId', says: /forbids/ },
  'err-403-token-without-scope': { code: 'api.forbidden', field: 'clientId', says: /forbids/ },
  'err-404-user': { code: 'api.not_found', says: /does not exist/ },
  'err-404-organization': { code: 'api.not_found', says: /does not exist/ },
  'err-404-role-users': { code: 'api.not_found', says: /does not exist/ },
  'err-404-unknown-api': { code: 'api.unknown_route', field: 'baseUrl', says: /has no/ },
  'err-404-not-api': { code: 'api.unknown_route', field: 'baseUrl', says: /has no/ },
  'err-405': { code: 'api.405', field: 'baseUrl', says: /refused.*405/ },
  'err-400-guard': { code: 'api.guard.invalid_input', field: 'baseUrl', says: /guard\.invalid_input/ },
  'err-400-organizations-size': {
    code: 'api.guard.invalid_pagination',
    field: 'baseUrl',
    says: /guard\.invalid_pagination/,
  },
  'err-400-page-0': {
    code: 'api.guard.invalid_pagination',
    field: 'baseUrl',
    says: /guard\.invalid_pagination/,
  },
  'err-400-page-nan': {
    code: 'api.guard.invalid_pagination',
    field: 'baseUrl',
    says: /guard\.invalid_pagination/,
  },
  'err-400-page-size-101': {
    code: 'api.guard.invalid_pagination',
    field: 'baseUrl',
    says: /guard\.invalid_pagination/,
  },
  'err-400-users-search-field': {
    code: 'api.request.invalid_input',
    field: 'baseUrl',
    says: /request\.invalid_input/,
  },
  'err-422-not-member-roles': {
    code: 'api.organization.require_membership',
    field: 'baseUrl',
    says: /require_membership/,
  },
  'users-link-followed-literally': { code: 'api.not_logto', field: 'baseUrl', says: /text\/html/ },
};

describe('An error of Logto', () => {
  it('is expected here for every recording of one', () => {
    const names = readdirSync(RECORDINGS).map((file) => file.replace('.json', ''));
    const errors = names.filter((name) => recording(name).status >= 400 || name in EXPECTED);
    // An unknown organization's just-in-time roles are no part of a sync.
    assert.deepEqual(
      errors.filter((name) => name !== 'organization-jit-roles-unknown-org').sort(),
      Object.keys(EXPECTED).sort(),
    );
  });

  for (const [name, { code, field, says }] of Object.entries(EXPECTED)) {
    it(`has its own message and names ${field ?? 'no field'}: ${name}`, async () => {
      const error = await errorOfRecording(name);
      assert.equal(error.code, code);
      assert.equal(error.field, field);
      assert.match(error.message, says);
      assert.ok((error.hint ?? '').length > 20, 'it says what to do');
    });
  }

  it('never repeats the token, the secret, or the body of an answer', async () => {
    for (const name of Object.keys(EXPECTED)) {
      const error = await errorOfRecording(name);
      const told = [describeError(error), error.stack, JSON.stringify(error), String(error.cause)].join();
      assert.ok(!/eyJ|Bearer|Basic |jti|zgX7KKJGk/.test(told), told);
    }
  });

  it('from an app without the role names the Console page where to assign it', () =>
    withTenant({}, async (tenant) => {
      const { clientId, clientSecret } = tenant.powerlessClient!;
      const client = new LogtoClient(
        { ...toConnection({ baseUrl: tenant.baseUrl, clientId }), resource: tenant.resource },
        clientSecret,
        QUICK,
      );
      const error = await accessErrorOf(client.probe(USERS));
      assert.match(describeError(error), /Logto Management API access.*Console > Applications/);
      client.close();
    }));
});

describe('A refusal with 403', () => {
  const refusing = (type: string, body: string): Promise<AccessError> => {
    const fault: Fault = ({ path }, response) =>
      path === '/api/users' ? (response.writeHead(403, { 'content-type': type }).end(body), true) : undefined;
    let error: AccessError | undefined;
    return withTenant({ fault }, async (_, client) => {
      error = await accessErrorOf(client.probe(USERS));
    }).then(() => error!);
  };

  it('that is a page of a firewall or proxy is not told as a missing role of the application', async () => {
    const error = await refusing('text/html', '<html>Attention Required!</html>');
    assert.equal(error.code, 'api.refused_before');
    assert.equal(error.field, 'baseUrl');
    assert.equal(error.message, 'Something before Logto refuses /api/users (403, text/html).');
    assert.match(error.hint ?? '', /firewall/);
  });

  it('with another code of Logto is told with that code', async () => {
    const error = await refusing('application/json', '{"code":"subscription.limit_exceeded"}');
    assert.equal(error.code, 'api.subscription.limit_exceeded');
    assert.match(error.message, /403 subscription\.limit_exceeded/);
  });
});

function html(response: ServerResponse, type = 'text/html'): true {
  response.writeHead(200, { 'content-type': type }).end('<html>');
  return true;
}

describe('A base URL that is not Logto’s', () => {
  const failure = async (baseUrl: string, options = QUICK, tokenUrl?: string): Promise<AccessError> => {
    const client = new LogtoClient(toConnection({ baseUrl, tokenUrl, clientId: 'app' }), 'secret', options);
    try {
      return await accessErrorOf(client.probe(USERS));
    } finally {
      client.close();
    }
  };

  it('is named where the token URL that was derived from it answers HTML', () =>
    withTenant(
      {
        fault: (_, response) => html(response),
      },
      async ({ baseUrl }) => {
        const error = await failure(baseUrl);
        assert.equal(error.field, 'baseUrl');
        assert.match(error.message, /does not answer as Logto does \(200, text\/html\)/);
      },
    ));

  it('is told without what it calls its answer, where that is no type but a link', () =>
    withTenant(
      {
        fault: (_, response) => html(response, 'text/[x](command:workbench.action.quit)'),
      },
      async ({ baseUrl }) => {
        assert.match((await failure(baseUrl)).message, /does not answer as Logto does \(200\)/);
      },
    ));

  it('is not blamed where the token URL was typed, for HTML or for a token that the API does not take', async () => {
    const tokenPath = '/sign-in/oidc/token';
    const token = { access_token: 'of another tenant', scope: 'all' };
    for (const [code, respond] of [
      ['token.not_logto', html],
      ['api.auth.unauthorized', (response: ServerResponse) => answer(response, 200, token)],
    ] as const) {
      const fault: Fault = ({ path }, response) => (path === tokenPath ? respond(response) : undefined);
      await withTenant({ fault }, async ({ baseUrl }) => {
        const error = await failure(baseUrl, QUICK, `${baseUrl}${tokenPath}`);
        assert.equal(error.code, code);
        assert.equal(error.field, 'tokenUrl');
        assert.match(error.hint ?? '', /token URL/);
      });
    }
  });

  it('says that nothing answers where the port is closed', async () => {
    const error = await failure('http://127.0.0.1:9');
    assert.equal(error.code, 'network.refused');
    assert.equal(error.field, 'baseUrl');
  });

  it('says that there is no such host', async () => {
    const error = await failure('https://no-such-host.invalid');
    assert.ok(['network.no_host', 'network.offline'].includes(error.code), error.code); // EAI_AGAIN without a name server
    assert.match(error.message, /no-such-host\.invalid/);
  });

  it('says that it timed out where nothing is answered', () =>
    withTenant({ fault: () => true }, async ({ baseUrl }) => {
      const error = await failure(baseUrl, { retry: { attempts: 1 }, limits: { timeoutMs: 80 } });
      assert.equal(error.code, 'network.timeout');
      assert.match(error.message, /did not answer in time/);
    }));

  it('says that it does not speak TLS where it is plain http', () =>
    withTenant({}, async ({ baseUrl }) => {
      const error = await failure(baseUrl.replace('http:', 'https:'));
      assert.equal(error.code, 'network.no_tls');
    }));

  it('says that its certificate is not trusted, and what to do', async () => {
    const folder = new URL('../../fixtures/tls/', import.meta.url);
    const server = createTlsServer(
      {
        key: readFileSync(new URL('self-signed.key.pem', folder)),
        cert: readFileSync(new URL('self-signed.cert.pem', folder)),
      },
      (_, response) => void answer(response, 200, {}),
    );
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    try {
      const error = await failure(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
      assert.equal(error.code, 'network.certificate');
      assert.equal(error.field, 'baseUrl');
      assert.match(
        describeError(error),
        /certificate .* not trusted .*http\.systemCertificates.*http\.proxyStrictSSL/s,
      );
    } finally {
      server.close();
    }
  });
});

describe('A network that does not carry a request', () => {
  const told = (code: string, more: object = {}, isConnected = true): AccessError =>
    networkFailure(
      Object.assign(new Error('x'), { code, ...more }),
      'https://logto.example.com',
      () => isConnected,
    );

  it('is called offline where there is no way out or nobody to ask for a name', () => {
    for (const code of ['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN'])
      assert.match(told(code).message, /^This machine is offline: logto\.example\.com/);
  });

  it('is called offline, and not a wrong name, where this machine is in no network', () => {
    assert.equal(told('ENOTFOUND', {}, false).code, 'network.offline');
    assert.equal(told('ENOTFOUND').message, 'There is no host logto.example.com.');
  });

  it('tells a certificate that ran out from one of another host', () => {
    assert.match(describeError(told('CERT_HAS_EXPIRED')), /not valid today .* Renew it/);
    assert.match(
      describeError(told('ERR_TLS_CERT_ALTNAME_INVALID')),
      /for another host .* that the certificate names/,
    );
  });

  it('names the proxy that does not answer, and the settings it comes from', () => {
    const refused = { address: '10.0.0.1', port: 3128 };
    assert.match(describeError(told('ECONNREFUSED', refused)), /The proxy at 10\.0\.0\.1:3128 .*http\.proxy/);
    assert.match(told('ECONNREFUSED', { ...refused, port: 443 }).message, /Nothing answers at/);
  });

  it('says that the proxy wants a sign-in', () =>
    withTenant({ fault: (_, response) => answer(response, 407, {}) }, async (_, client) => {
      const error = await accessErrorOf(client.probe(USERS));
      assert.equal(error.code, 'network.proxy_sign_in');
      assert.match(error.hint ?? '', /http\.proxyAuthorization/);
    }));
});
