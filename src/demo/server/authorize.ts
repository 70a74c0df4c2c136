import { forbidden, refusal, unauthorized } from './answer.ts';
import type { Claims, TokenIssuer } from './tokens.ts';
import { isExpired } from './tokens.ts';

/** The API resource that stands for the Management API, and the only scope it has. */
export const MANAGEMENT_API = 'https://default.logto.app/api';
export const MANAGEMENT_SCOPE = 'all';

/** Lets a request pass that carries a token for the Management API, and refuses every other as the real server does. */
export function authorize(header: string | undefined, tokens: TokenIssuer): void {
  const claims = tokens.claimsOf(bearerToken(header));
  if (claims === undefined) throw unauthorized({ code: 'ERR_JWS_INVALID', name: 'JWSInvalid' });
  if (claims.aud !== MANAGEMENT_API) throw claimRefused('ERR_JWT_CLAIM_VALIDATION_FAILED', 'aud', claims);
  if (isExpired(claims)) throw claimRefused('ERR_JWT_EXPIRED', 'exp', claims);
  if (claims.scope?.split(' ').includes(MANAGEMENT_SCOPE) !== true) throw forbidden();
}

function bearerToken(header: string | undefined): string {
  if (!header) throw refusal(401, 'auth.authorization_header_missing', 'Authorization header is missing.');
  if (header.startsWith('Bearer ')) return header.slice('Bearer '.length);
  const data = { supportedTypes: ['Bearer'] };
  throw refusal(
    401,
    'auth.authorization_token_type_not_supported',
    'Authorization type is not supported.',
    data,
  );
}

/** The real server's answer holds the token's whole payload, so nobody should log it. */
function claimRefused(code: string, claim: 'aud' | 'exp', payload: Claims): Error {
  const name = claim === 'exp' ? 'JWTExpired' : 'JWTClaimValidationFailed';
  return unauthorized({ code, name, claim, reason: 'check_failed', payload });
}
