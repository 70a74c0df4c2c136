import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** What a token says. */
export interface Claims {
  readonly jti: string;
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  readonly scope?: string;
  readonly client_id: string;
  readonly iss: string;
  readonly aud: string;
}

/** What a token is issued for. */
export interface Grant {
  readonly clientId: string;
  readonly audience: string;
  readonly scope: string | undefined;
  readonly issuer: string;
}

/** Issues access tokens, JWTs signed with ES384, and knows its own again. */
export class TokenIssuer {
  readonly lifetimeSeconds: number;
  readonly #key: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  readonly #header = encoded({ alg: 'ES384', typ: 'at+jwt', kid: randomBytes(32).toString('base64url') });
  readonly #issued = new Map<string, Claims>();

  constructor(lifetimeSeconds: number) {
    this.lifetimeSeconds = lifetimeSeconds;
  }

  issue({ clientId, audience, scope, issuer }: Grant): string {
    const iat = secondsNow();
    const claims: Claims = {
      jti: randomBytes(32).toString('base64url'),
      sub: clientId,
      iat,
      exp: iat + this.lifetimeSeconds,
      ...(scope === undefined ? {} : { scope }),
      client_id: clientId,
      iss: issuer,
      aud: audience,
    };
    return this.#remember(this.#signed(claims), claims);
  }

  /** The claims of a token that was issued here, expired or not. */
  claimsOf(token: string): Claims | undefined {
    return this.#issued.get(fingerprint(token));
  }

  #signed(claims: Claims): string {
    const content = `${this.#header}.${encoded(claims)}`;
    const signature = sign('sha384', Buffer.from(content), { key: this.#key, dsaEncoding: 'ieee-p1363' });
    return `${content}.${signature.toString('base64url')}`;
  }

  #remember(token: string, claims: Claims): string {
    this.#issued.set(fingerprint(token), claims);
    return token;
  }
}

/** Whether a token's time is over. */
export function isExpired(claims: Claims): boolean {
  return claims.exp <= secondsNow();
}

function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
