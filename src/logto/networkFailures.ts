import { AccessError, CancelledError } from '../errors.ts';
import { TransientError } from './failures.ts';

const CERTIFICATE_CODES =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_|HOSTNAME_MISMATCH)/;

/** Why no answer came, from what the network layer threw. */
export function networkFailure(error: unknown, origin: string): AccessError {
  if (error instanceof AccessError) return error;
  const code = codeOf(error);
  if (code === 'ERR_CANCELED') return new CancelledError();
  if (CERTIFICATE_CODES.test(code)) {
    return new AccessError(`The certificate of ${origin} is not trusted (${code}).`, {
      field: 'baseUrl',
      code: 'network.certificate',
      hint: 'Install the issuing authority’s certificate in the system’s store, or mend the server’s certificate.',
    });
  }
  if (code === 'ENOTFOUND')
    return new AccessError(`There is no host ${new URL(origin).hostname}.`, {
      field: 'baseUrl',
      code: 'network.no_host',
      hint: 'Check the spelling of the base URL, and that this machine is online.',
    });
  if (code === 'EPROTO')
    return new AccessError(`${origin} does not speak TLS.`, {
      field: 'baseUrl',
      code: 'network.no_tls',
      hint: 'Check the port and https:// or http:// in the base URL.',
    });
  if (/max(ContentLength| ?content ?length)/i.test(messageOf(error)))
    return new AccessError(`An answer of ${origin} is larger than any answer of Logto.`, {
      field: 'baseUrl',
      code: 'network.too_large',
      hint: 'Check the base URL.',
    });
  return transientFailure(code, origin);
}

function transientFailure(code: string, origin: string): TransientError {
  if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
    return new TransientError(`${origin} did not answer in time.`, {
      field: 'baseUrl',
      code: 'network.timeout',
      hint: 'Check the base URL, the network and any proxy, and try again.',
    });
  }
  if (code === 'ECONNREFUSED') {
    return new TransientError(`Nothing answers at ${origin}.`, {
      field: 'baseUrl',
      code: 'network.refused',
      hint: 'Check host and port of the base URL, and that Logto is running.',
    });
  }
  return new TransientError(`The connection to ${origin} broke (${code}).`, {
    field: 'baseUrl',
    code: 'network.broken',
    hint: 'Check the network and any proxy, and try again.',
  });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown error';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
