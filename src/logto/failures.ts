import { AccessError } from '../errors.ts';
import { tokenUrlField, type Connection } from './connection.ts';
import { describeType, readErrorBody } from './errorBody.ts';
import type { HttpAnswer } from './http.ts';
import { sentence, type Said } from '../sentence.ts';

/**
 * What can go wrong on the way to Logto, each as an {@link AccessError} of its own. `code` decides, never the
 * localised `message` of Logto. Causes are not kept: an HTTP error object holds the Authorization header.
 */

/** Where in Logto's console an application's credentials and roles are. */
export const CONSOLE_APPLICATIONS = sentence`Logto Console > Applications > your machine-to-machine application`;

/** What to do where something answers that is not Logto. */
export const CHECK_BASE_URL = sentence`Check the base URL: it is the address of Logto itself, not of the Console or of your product.`;

/** An error that a later try of the same request may not meet again. */
export class TransientError extends AccessError {
  /** How long the server asked to wait, ms. */
  readonly retryAfterMs: number | undefined;
  /** How often it makes sense to try, at most. */
  readonly attempts: number;

  constructor(
    message: Said,
    details: {
      code: string;
      hint: Said;
      retryAfterMs?: number | undefined;
      attempts?: number;
      field?: 'baseUrl';
    },
  ) {
    super(message, details);
    this.name = 'TransientError';
    this.retryAfterMs = details.retryAfterMs;
    this.attempts = details.attempts ?? Infinity;
  }

  /** The same error once its tries are used up, so that nobody further out tries all of them again. */
  lasting(): AccessError {
    const { code, field } = this;
    const { message, hint } = this.said;
    return new AccessError(message, {
      code,
      ...(hint !== undefined && { hint }),
      ...(field !== undefined && { field }),
    });
  }
}

/** Why the Management API refused a read. */
export function readFailure(answer: HttpAnswer, path: string, connection: Connection): AccessError {
  const { code } = readErrorBody(answer);
  if (answer.status === 401) return tokenRefused(code, connection);
  if (answer.status === 403 && code === undefined) return refusedBefore(answer, path);
  if (answer.status === 403 && code === 'auth.forbidden')
    return new AccessError(sentence`Logto forbids the application to read.`, {
      code: 'api.forbidden',
      field: 'clientId',
      hint: sentence`Assign it the role "Logto Management API access": ${CONSOLE_APPLICATIONS} > Roles.`,
    });
  if (answer.status === 404 && code !== undefined)
    return new AccessError(sentence`${path} does not exist in the tenant.`, {
      code: 'api.not_found',
      hint: sentence`It may have been deleted a moment ago: sync again.`,
    });
  if (answer.status === 404)
    return new AccessError(sentence`This server has no ${path}.`, {
      code: 'api.unknown_route',
      field: 'baseUrl',
      hint: sentence`Check the base URL; if it is right, this Logto is too old (1.36 or newer is needed).`,
    });
  return new AccessError(
    sentence`Logto refused ${path} (${answer.status}${code === undefined ? '' : ` ${code}`}).`,
    {
      code: `api.${code ?? answer.status}`,
      field: 'baseUrl',
      hint: sentence`Check the base URL; if it is right, please report this: Logto Access does not know this version of Logto.`,
    },
  );
}

/** A refusal without Logto's code is not Logto's. */
function refusedBefore(answer: HttpAnswer, path: string): AccessError {
  return new AccessError(
    sentence`Something before Logto refuses ${path} (${answer.status}${describeType(answer)}).`,
    {
      code: 'api.refused_before',
      field: 'baseUrl',
      hint: sentence`It may be a firewall, proxy or gateway: let requests from this machine through to Logto's API.`,
    },
  );
}

function tokenRefused(code: string | undefined, connection: Connection): AccessError {
  const field = tokenUrlField(connection);
  return new AccessError(sentence`Logto does not accept the token.`, {
    code: `api.${code ?? 'unauthorized'}`,
    field,
    hint:
      field === 'baseUrl'
        ? sentence`Check that the base URL is the address of your own tenant, and connect again.`
        : sentence`Base URL and token URL must be of the same tenant and host; connect again.`,
  });
}

/** A 200 that is not what the Management API answers, such as the sign-in page. */
export function notTheApi(answer: HttpAnswer, path: string): AccessError {
  return new AccessError(
    sentence`${path} answered something that is not the Management API's${describeType(answer)}.`,
    {
      field: 'baseUrl',
      code: 'api.not_logto',
      hint: CHECK_BASE_URL,
    },
  );
}

/** A page that does not say how long its list is. */
export function noTotal(path: string): AccessError {
  return new AccessError(sentence`The answer to ${path} does not say how many rows there are.`, {
    field: 'baseUrl',
    code: 'answer.no_total',
    hint: sentence`A proxy or gateway before Logto may drop its header Total-Number: let it through.`,
  });
}
