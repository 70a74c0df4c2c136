import { mfaVerificationAnswer, userWithSsoAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import { AccessError } from '../errors.ts';
import type { UserDetails } from '../snapshot/model.ts';
import { isBroken } from './brokenRows.ts';
import type { SyncContext } from './context.ts';

/**
 * Asks for MFA factors and enterprise identities, which only reads of a single user give: two requests each. Whom it
 * does not ask about stays unknown. "Privileged" are those with a global role that not every new user gets, or with
 * an organization role that carries permissions.
 */
export async function syncUserDetails(context: SyncContext, whose: UserDetails): Promise<void> {
  if (whose === 'none') return;
  const ids = context.writer.userIdsWithoutDetails(whose);
  await Promise.all(ids.map((id) => syncUser(context, id)));
}

async function syncUser(context: SyncContext, id: string): Promise<void> {
  const { writer } = context;
  try {
    const [factors, { ssoIdentities = [] }] = await Promise.all([
      context.read(endpoints.mfaVerifications(id), mfaVerificationAnswer, ({ rows }) => rows),
      context.readOne(endpoints.userWithSso(id), userWithSsoAnswer),
    ]);
    writer.putUserDetails(id, {
      mfaFactors: [...new Set(factors.map(({ type }) => type))].sort(),
      ssoIdentities: ssoIdentities.map(({ issuer }) => issuer).sort(),
    });
  } catch (error) {
    if (isBroken(error)) writer.work.mended(`details of the user ${id} could not be read, and are unknown`);
    else if (!(error instanceof AccessError && error.code === 'api.not_found')) throw error;
  }
}
