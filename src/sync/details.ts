import type { AccessError } from '../errors.ts';
import { mfaVerificationAnswer, userWithSsoAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { UserDetails } from '../snapshot/model.ts';
import type { SyncWork } from '../snapshot/write/syncWork.ts';
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
  /** Those that were not asked about, since it failed on too many of the others. */
  readonly unasked: readonly string[];
}

interface Broken {
  readonly id: string;
  readonly reason: string;
}

/** So many are named as broken; the rest of them is one hole. */
const MOST_NAMED = 50;

/** A failure weighs as much as so many answers: fewer failures than every fifth never outweigh what is answered. */
const WEIGHT = 4;

/** So many failures more than the answers outweigh say that the server fails, and not only on some. */
const MOST_OUTWEIGHING = 50;

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

/** Names those that were asked for in vain. The rest of many is one hole, and so are all where not each was asked about. */
export function leaveHoles(
  work: SyncWork,
  list: 'userDetails' | 'justInTime',
  { broken, unasked }: InVain,
): void {
  const named = unasked.length > 0 ? [] : broken.slice(0, MOST_NAMED);
  for (const { id, reason } of named) work.leaveHole(ASKED, { in: list, of: id, reason });
  const [first, ...others] = broken.slice(named.length);
  if (first === undefined) return;
  const rows = 1 + others.length + unasked.length;
  work.leaveHole(ASKED, { in: list, rows, reason: first.reason });
}

/** Forgets what an earlier run asked for in vain: it is asked for again. */
export function forgetAskedInVain(work: SyncWork): void {
  work.forgetHoles(ASKED);
}

async function syncUser(context: SyncContext, id: string): Promise<void> {
  const [factors, { ssoIdentities }] = await allEnded([
    context.read(endpoints.mfaVerifications(id), mfaVerificationAnswer, ({ rows }) => rows),
    context.readOne(endpoints.userWithSso(id), userWithSsoAnswer),
  ]);
  context.writer.putUserDetails(id, {
    mfaFactors: kinds(factors.map(({ type }) => type)),
    ssoIdentities: ssoIdentities ? kinds(ssoIdentities.map(({ issuer }) => issuer)) : null, // untold is not "none"
  });
}

/** Waits for all reads of one thing, also where one of them fails: none of them outlives the sync. */
export async function allEnded<T extends readonly unknown[]>(reads: {
  readonly [K in keyof T]: Promise<T[K]>;
}): Promise<T> {
  await Promise.allSettled(reads);
  return Promise.all(reads);
}

/** Different ones, sorted: two keys of one kind are one kind. */
function kinds(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/**
 * Asks about each of these, and gives those that could not be asked about. What was deleted meanwhile or cannot be read
 * is passed over, and so stays unknown. What was asked in vain is asked once more at the end, after what was not asked
 * yet: a server that failed for a moment has recovered by then, and those that always fail hide nobody else.
 */
export async function askEach(
  context: SyncContext,
  ids: readonly string[],
  ask: (context: SyncContext, id: string) => Promise<void>,
): Promise<InVain> {
  const first = await askOnce(ids, (id) => ask(context, id));
  if (first.broken.length === 0) return first;
  context.writer.work.mended(ASKED_ONCE_MORE);
  const again = new Set(first.broken.map(({ id }) => id));
  const { broken, unasked } = await askOnce([...first.unasked, ...again], (id) =>
    ask(again.has(id) ? context.mending() : context, id),
  );
  const left = new Set(unasked);
  return {
    broken: [...broken, ...first.broken.filter(({ id }) => left.has(id))].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    ),
    unasked: unasked.filter((id) => !again.has(id)),
  };
}

/** Asks about each of these once, until the failures outweigh the answers by far. */
async function askOnce(ids: readonly string[], ask: (id: string) => Promise<void>): Promise<InVain> {
  const broken: Broken[] = [];
  const left = ids.values();
  let outweighing = 0;
  let isGivenUp = false;
  const work = async (): Promise<void> => {
    for (const id of left) {
      const failure = await failureOf(ask(id));
      if (failure !== undefined) broken.push({ id, reason: failure.message });
      outweighing = Math.max(0, outweighing + (failure === undefined ? -1 / WEIGHT : 1));
      isGivenUp ||= outweighing > MOST_OUTWEIGHING;
      if (isGivenUp) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { broken, unasked: [...left] };
}

/** What Logto says where it fails on this one alone. */
async function failureOf(asking: Promise<void>): Promise<AccessError | undefined> {
  try {
    await asking;
  } catch (error) {
    if (isBroken(error)) return error;
    if (!isGone(error)) throw error;
  }
  return undefined;
}
