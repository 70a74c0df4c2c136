import { AccessError } from '../errors.ts';
import { count } from '../words.ts';
import { TransientError } from './failures.ts';
import type { HttpAnswer } from './http.ts';
import { sentence } from '../sentence.ts';

/** The code of {@link failedOn}, which no failure of the whole server has. */
export const BROKEN = 'http.500';

/** A request that came too slowly, and one that came too early for what is before the server: neither says anything of it. */
const TOO_SOON_OR_LATE = [408, 425];

/** Errors of the server that both the token endpoint and the API can give; undefined for any other status. */
export function serverFailure(answer: HttpAnswer, what: string): AccessError | undefined {
  if (answer.status === 429) return limited(answer, what);
  if (answer.status === 407)
    return new AccessError(sentence`The proxy wants a sign-in (407) before it passes on ${what}.`, {
      field: 'baseUrl',
      code: 'network.proxy_sign_in',
      hint: sentence`Put a user name and password into the setting http.proxy, or set http.proxyAuthorization.`,
    });
  if (answer.status >= 500 || TOO_SOON_OR_LATE.includes(answer.status)) return failed(answer, what);
  if (answer.status >= 300 && answer.status < 400) return redirected(answer, what);
  return undefined;
}

/** The server failed with 500 on this read alone: so it does for ever where a row of the page is broken. */
export function failedOn(answer: HttpAnswer, what: string): TransientError {
  return failed(answer, what, { code: BROKEN, attempts: 3 });
}

/** The server went on failing on whatever it was asked, for as long as it made sense to wait. */
export function failedAltogether(answer: HttpAnswer, what: string): AccessError {
  return failed(answer, what).lasting();
}

function failed(
  { status }: HttpAnswer,
  what: string,
  details: { code: string; attempts?: number } = {
    code: status === 500 ? 'server.failed' : `http.${status}`,
  },
): TransientError {
  const hint = sentence`Look at the Logto server’s own log, and try again.`;
  return new TransientError(sentence`Logto failed (${status}) on ${what}.`, { hint, ...details });
}

function limited(answer: HttpAnswer, what: string): TransientError {
  const askedMs = retryAfterMs(answer.headers['retry-after']);
  const asked = askedMs === undefined || askedMs === 0 ? undefined : patience(askedMs);
  const asks = asked === undefined ? '' : sentence` It asks to wait ${asked}.`;
  return new TransientError(sentence`Logto is limiting requests (429) for ${what}.${asks}`, {
    code: 'http.429',
    retryAfterMs: askedMs,
    hint: sentence`Try again in ${asked ?? sentence`a minute`}, or lower the number of requests at once.`,
  });
}

/** `45 seconds`, `5 minutes`: never less than the time itself. */
function patience(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? count(seconds, 'second') : count(Math.ceil(seconds / 60), 'minute');
}

function redirected(answer: HttpAnswer, what: string): AccessError {
  const to = URL.parse(answer.headers.location ?? '')?.origin ?? sentence`another address`;
  const hint = sentence`Use the address it redirects to (${to}) as the base URL, if it is yours.`;
  return new AccessError(
    sentence`The server redirects ${what} to ${to}, and credentials are not sent along.`,
    {
      field: 'baseUrl',
      code: 'http.redirect',
      hint,
    },
  );
}

/** `Retry-After` as seconds or as a date, in ms from now. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
