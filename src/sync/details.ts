import { mfaVerificationAnswer, userWithSsoAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { UserDetails } from '../snapshot/model.ts';
import type { SyncWork } from '../snapshot/syncWork.ts';
import { isBroken } from './brokenRows.ts';
import type { SyncContext } from './context.ts';
import { isGone } from './gone.ts';

/** How many are asked about side by side; a waiting line of everybody would grow with the tenant. */
const AT_ONCE = 32;

/** What holes are kept by that no list has. */
const ASKED = 'asked one by one';

/** A user or an organization that Logto fails on, and what it says. */
interface Broken {
  readonly id: string;
  readonly reason: string;
}

/** So many may be broken before the sync takes it for a broken server. */
const MOST_BROKEN = 50;

/**
 * Asks for MFA factors and enterprise identities, which only reads of a single user give: two requests each. Whom it
 * does not ask about stays unknown. "Privileged" are those with a global role that not every new user gets, or with
 * an organization role that carries permissions.
 */
export async function syncUserDetails(context: SyncContext, whose: UserDetails): Promise<void> {
  if (whose === 'none') return;
  const { writer } = context;
  const ids = writer.userIdsWithoutDetails(whose);
  leaveHoles(writer.work, 'userDetails', await askEach(ids, (id) => syncUser(context, id)));
  const rows = writer.countUntoldIdentities();
  if (rows === 0) return;
  const reason = 'The answers do not tell the enterprise identities.';
  writer.work.leaveHole(ASKED, { in: 'userDetails', rows, reason });
}

/** Names those that were asked for in vain. */
export function leaveHoles(
  work: SyncWork,
  list: 'userDetails' | 'justInTime',
  broken: readonly Broken[],
): void {
  for (const { id, reason } of broken) work.leaveHole(ASKED, { in: list, of: id, reason });
}

/** Forgets what an earlier run asked for in vain: it is asked for again. */
export function forgetAskedInVain(work: SyncWork): void {
  work.forgetHoles(ASKED);
}

async function syncUser(context: SyncContext, id: string): Promise<void> {
  const [factors, { ssoIdentities }] = await Promise.all([
    context.read(endpoints.mfaVerifications(id), mfaVerificationAnswer, ({ rows }) => rows),
    context.readOne(endpoints.userWithSso(id), userWithSsoAnswer),
  ]);
  context.writer.putUserDetails(id, {
    mfaFactors: kinds(factors.map(({ type }) => type)),
    ssoIdentities: ssoIdentities ? kinds(ssoIdentities.map(({ issuer }) => issuer)) : null, // untold is not "none"
  });
}

/** Different ones, sorted: two keys of one kind are one kind. */
function kinds(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/**
 * Asks about each of these, and gives those that cannot be read. What was deleted meanwhile or cannot be read is passed
 * over, and so stays unknown.
 */
export async function askEach(
  ids: readonly string[],
  ask: (id: string) => Promise<void>,
): Promise<readonly Broken[]> {
  const broken: Broken[] = [];
  const left = ids.values();
  const work = async (): Promise<void> => {
    for (const id of left)
      await ask(id).catch((error: unknown) => {
        if (isBroken(error) && broken.length < MOST_BROKEN) broken.push({ id, reason: error.message });
        else if (!isGone(error)) throw error;
      });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return broken.sort((a, b) => (a.id < b.id ? -1 : 1));
}
