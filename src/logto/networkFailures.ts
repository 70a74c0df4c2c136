import { networkInterfaces } from 'node:os';
import { AccessError, CancelledError } from '../errors.ts';
import { TransientError } from './failures.ts';
import { sentence } from '../sentence.ts';

const CERTIFICATE_CODES =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_|HOSTNAME_MISMATCH)/;

/** There is no way out of this machine, or nobody to ask for a name. */
const OFFLINE_CODES = ['EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN', 'ERR_INTERNET_DISCONNECTED'];

/** Whether this machine has an address in any network; told by its interfaces. */
function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));
}

/** Why no answer came, from what the network layer threw. */
export function networkFailure(error: unknown, origin: string, isConnected = hasNetwork): AccessError {
  if (error instanceof AccessError) return error;
  const code = codeOf(error);
  if (code === 'ERR_CANCELED') return new CancelledError();
  if (CERTIFICATE_CODES.test(code)) return certificateFailure(code, origin);
  if (OFFLINE_CODES.includes(code) || (code === 'ENOTFOUND' && !isConnected())) return offline(origin);
  if (code === 'ENOTFOUND')
    return new AccessError(sentence`There is no host ${new URL(origin).hostname}.`, {
      field: 'baseUrl',
      code: 'network.no_host',
      hint: sentence`Check the spelling of the base URL, and that this machine is online.`,
    });
  if (code === 'EPROTO')
    return new AccessError(sentence`${origin} does not speak TLS.`, {
      field: 'baseUrl',
      code: 'network.no_tls',
      hint: sentence`Check the port and https:// or http:// in the base URL.`,
    });
  if (/max(ContentLength| ?content ?length)/i.test(messageOf(error)))
    return new AccessError(sentence`An answer of ${origin} is larger than any answer of Logto.`, {
      field: 'baseUrl',
      code: 'network.too_large',
      hint: sentence`Check the base URL.`,
    });
  return transientFailure(error, code, origin);
}

function certificateFailure(code: string, origin: string): AccessError {
  const about = { field: 'baseUrl', code: 'network.certificate' } as const;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return new AccessError(sentence`The certificate of ${origin} is not valid today (${code}).`, {
      ...about,
      hint: sentence`Renew it on the server, and check the clock of this machine.`,
    });
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH')
    return new AccessError(sentence`The certificate of ${origin} is for another host (${code}).`, {
      ...about,
      hint: sentence`Use the host that the certificate names as the base URL, or mend the certificate.`,
    });
  return new AccessError(sentence`The certificate of ${origin} is not trusted (${code}).`, {
    ...about,
    hint: sentence`Install the certificate of its authority (your company’s, or that of a proxy which opens the encryption) in the system’s store, with the setting http.systemCertificates on; on the command line, name its file in NODE_EXTRA_CA_CERTS. The setting http.proxyStrictSSL switches the check off, and the App Secret is then safe from nobody on the way.`,
  });
}

function offline(origin: string): TransientError {
  return new TransientError(
    sentence`This machine is offline: ${new URL(origin).hostname} cannot be looked up or reached.`,
    {
      field: 'baseUrl',
      code: 'network.offline',
      hint: sentence`Connect to the network or the VPN, and try again; behind a proxy, name it in the setting http.proxy.`,
    },
  );
}

/** The `host:port` that refused, where it is not where the request was to go: a proxy. */
function proxyThatRefused(error: unknown, origin: string): string | undefined {
  // so VS Code says it, without a code
  const [, named] =
    /Failed to establish a socket connection to proxies: .*?([\w.-]+:\d+)/.exec(messageOf(error)) ?? [];
  if (named !== undefined) return named;
  if (codeOf(error) !== 'ECONNREFUSED' || !(error instanceof Error && 'port' in error && 'address' in error))
    return undefined;
  const { protocol, port } = new URL(origin);
  const expected = Number(port === '' ? (protocol === 'https:' ? 443 : 80) : port);
  return Number(error.port) === expected ? undefined : `${String(error.address)}:${String(error.port)}`;
}

function transientFailure(error: unknown, code: string, origin: string): TransientError {
  const proxy = proxyThatRefused(error, origin);
  if (proxy !== undefined)
    return new TransientError(sentence`The proxy at ${proxy} does not answer.`, {
      field: 'baseUrl',
      code: 'network.proxy',
      hint: sentence`Check the setting http.proxy, or the variables HTTP_PROXY and HTTPS_PROXY.`,
    });
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
    return new TransientError(sentence`${origin} did not answer in time.`, {
      field: 'baseUrl',
      code: 'network.timeout',
      hint: sentence`Check the base URL, the network and any proxy, and try again.`,
    });
  }
  if (code === 'ECONNREFUSED') {
    return new TransientError(sentence`Nothing answers at ${origin}.`, {
      field: 'baseUrl',
      code: 'network.refused',
      hint: sentence`Check host and port of the base URL, and that Logto is running.`,
    });
  }
  return new TransientError(sentence`The connection to ${origin} broke (${code}).`, {
    field: 'baseUrl',
    code: 'network.broken',
    hint: sentence`Check the network and any proxy, and try again.`,
  });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
