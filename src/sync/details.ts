import { mfaVerificationAnswer, userWithSsoAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { UserDetails } from '../snapshot/model.ts';
import type { SyncWork } from '../snapshot/syncWork.ts';
import { ASKED_ONCE_MORE, isBroken } from './brokenRows.ts';
import type { SyncContext } from './context.ts';
import { isGone } from './gone.ts';

/** How many are asked about side by side; a waiting line of everybody would grow with the tenant. */
const AT_ONCE = 32;

/** What holes are kept by that no list has. */
const ASKED = 'asked one by one';

/** Users or organizations that could not be asked about. */
export interface InVain {
  /** Those that Logto fails on, and what it says. */
  readonly broken: readonly Broken[];
  /** Those that were not asked about, since it failed on too many. */
  readonly unasked: readonly string[];
}

interface Broken {
  readonly id: string;
  readonly reason: string;
}

/** So many are named as broken before all that are not read are one hole, and no more of them are asked for. */
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
  leaveHoles(writer.work, 'userDetails', await askEach(context, ids, syncUser));
  const rows = writer.countUntoldIdentities();
  if (rows === 0) return;
  const reason = 'The answers do not tell the enterprise identities.';
  writer.work.leaveHole(ASKED, { in: 'userDetails', rows, reason });
}

/** Names those that were asked for in vain; too many of them are one hole. */
export function leaveHoles(
  work: SyncWork,
  list: 'userDetails' | 'justInTime',
  { broken, unasked }: InVain,
): void {
  const [first, ...others] = broken;
  if (first === undefined) return;
  const rows = broken.length + unasked.length;
  if (others.length >= MOST_BROKEN) work.leaveHole(ASKED, { in: list, rows, reason: first.reason });
  else for (const { id, reason } of broken) work.leaveHole(ASKED, { in: list, of: id, reason });
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
 * Asks about each of these, and gives those that could not be asked about. What was deleted meanwhile or cannot be read
 * is passed over, and so stays unknown. What was asked in vain is asked once more at the end: a server that failed for
 * a moment has recovered by then.
 */
export async function askEach(
  context: SyncContext,
  ids: readonly string[],
  ask: (context: SyncContext, id: string) => Promise<void>,
): Promise<InVain> {
  const { broken, unasked } = await askOnce(ids, (id) => ask(context, id));
  if (broken.length === 0) return { broken, unasked };
  context.writer.work.mended(ASKED_ONCE_MORE);
  const again = new Set(broken.map(({ id }) => id));
  return askOnce([...again, ...unasked], (id) => ask(again.has(id) ? context.mending() : context, id));
}

async function askOnce(ids: readonly string[], ask: (id: string) => Promise<void>): Promise<InVain> {
  const broken: Broken[] = [];
  const left = ids.values();
  const work = async (): Promise<void> => {
    for (const id of left) {
      await ask(id).catch((error: unknown) => {
        if (isBroken(error)) broken.push({ id, reason: error.message });
        else if (!isGone(error)) throw error;
      });
      if (broken.length > MOST_BROKEN) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { broken: broken.sort((a, b) => (a.id < b.id ? -1 : 1)), unasked: [...left] };
}
