import { mfaVerificationAnswer, userWithSsoAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { UserDetails } from '../snapshot/model.ts';
import { isBroken } from './brokenRows.ts';
import type { SyncContext } from './context.ts';
import { isGone } from './gone.ts';

/** How many are asked about side by side; a waiting line of everybody would grow with the tenant. */
const AT_ONCE = 32;

/** So many may be broken before the sync takes it for a broken server. */
const MOST_BROKEN = 50;

/**
 * Asks for MFA factors and enterprise identities, which only reads of a single user give: two requests each. Whom it
 * does not ask about stays unknown. "Privileged" are those with a global role that not every new user gets, or with
 * an organization role that carries permissions.
 */
export async function syncUserDetails(context: SyncContext, whose: UserDetails): Promise<void> {
  if (whose === 'none') return;
  const broken = await askEach(context.writer.userIdsWithoutDetails(whose), (id) => syncUser(context, id));
  if (broken.length > 0)
    context.writer.work.mended(
      `MFA and enterprise identities are unknown of users that could not be read: ${broken.join(', ')}`,
    );
}

async function syncUser(context: SyncContext, id: string): Promise<void> {
  const [factors, { ssoIdentities = [] }] = await Promise.all([
    context.read(endpoints.mfaVerifications(id), mfaVerificationAnswer, ({ rows }) => rows),
    context.readOne(endpoints.userWithSso(id), userWithSsoAnswer),
  ]);
  context.writer.putUserDetails(id, {
    mfaFactors: kinds(factors.map(({ type }) => type)),
    ssoIdentities: kinds(ssoIdentities.map(({ issuer }) => issuer)),
  });
}

/** Different ones, sorted: two keys of one kind are one kind. */
function kinds(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/**
 * Asks about each of these, and gives the ids of those that cannot be read. What was deleted meanwhile or cannot be
 * read is passed over, and so stays unknown.
 */
export async function askEach(
  ids: readonly string[],
  ask: (id: string) => Promise<void>,
): Promise<readonly string[]> {
  const broken: string[] = [];
  const left = ids.values();
  const work = async (): Promise<void> => {
    for (const id of left)
      await ask(id).catch((error: unknown) => {
        if (isBroken(error) && broken.length < MOST_BROKEN) broken.push(id);
        else if (!isGone(error)) throw error;
      });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return broken.sort();
}
