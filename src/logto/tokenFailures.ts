import { AccessError } from '../errors.ts';
import { tokenUrlField, type Connection } from './connection.ts';
import { describeType, readErrorBody } from './errorBody.ts';
import { CHECK_BASE_URL, CONSOLE_APPLICATIONS } from './failures.ts';
import type { HttpAnswer } from './http.ts';
import { sentence } from '../sentence.ts';

/** Why the token endpoint refused, by the connection field to mend. */
export function tokenFailure(answer: HttpAnswer, connection: Connection): AccessError {
  const { code } = readErrorBody(answer);
  switch (code ?? '') {
    case 'oidc.invalid_client':
      return answer.status === 401
        ? new AccessError(sentence`Logto does not accept the App Secret.`, {
            field: 'clientSecret',
            code: 'token.wrong_secret',
            hint: sentence`Copy it again from ${CONSOLE_APPLICATIONS}; a rotated secret stops working.`,
          })
        : new AccessError(sentence`Logto does not know the App ID.`, {
            field: 'clientId',
            code: 'token.unknown_client',
            hint: sentence`Copy it again from ${CONSOLE_APPLICATIONS}, and check that the base URL is of the same tenant.`,
          });
    case 'oidc.invalid_request':
      return new AccessError(sentence`Logto found no credentials in the request.`, {
        field: 'clientSecret',
        code: 'token.no_credentials',
        hint: sentence`Enter both the App ID and the App Secret.`,
      });
    case 'oidc.invalid_target':
      return new AccessError(sentence`Logto does not know the API resource.`, {
        field: 'resource',
        code: 'token.wrong_resource',
        hint: sentence`Logto Cloud: https://<tenant-id>.logto.app/api; with a custom domain the tenant id is in the address of its Console. Self-hosted: https://default.logto.app/api.`,
      });
    case 'oidc.unsupported_grant_type':
    case 'oidc.unauthorized_client':
      return new AccessError(sentence`Logto does not let this application sign in with client credentials.`, {
        field: 'clientId',
        code: 'token.wrong_grant',
        hint: sentence`Use the App ID of a machine-to-machine application.`,
      });
    default:
      return notATokenEndpoint(answer, connection);
  }
}

/** A token without `scope: all` reads nothing; Logto says so only at the first read, so we say it here. */
export function tokenWithoutScope(): AccessError {
  return new AccessError(sentence`The application has no access to the Management API.`, {
    field: 'clientId',
    code: 'token.no_scope',
    hint: sentence`Assign it the role "Logto Management API access": ${CONSOLE_APPLICATIONS} > Roles. Then connect again.`,
  });
}

/** The token URL answered with something that is no token and no error of Logto's. */
export function notATokenEndpoint(answer: HttpAnswer, connection: Connection): AccessError {
  const { pathname } = new URL(connection.tokenUrl);
  const field = tokenUrlField(connection);
  return new AccessError(
    sentence`${pathname} does not answer as Logto does (${answer.status}${describeType(answer)}).`,
    {
      field,
      code: 'token.not_logto',
      hint:
        field === 'baseUrl'
          ? CHECK_BASE_URL
          : sentence`Check the token URL; it is usually <base URL>/oidc/token.`,
    },
  );
}
