import { emailDomainAnswer, idAnswer } from '../logto/answers.ts';
import { endpoints, type Endpoint } from '../logto/endpoints.ts';
import type { SyncContext } from './context.ts';
import { allEnded, askEach, leaveHoles } from './details.ts';

/**
 * Reads each organization's just-in-time rules: which domains and connectors join it by themselves, with which roles.
 * Three requests each, whose answers are whole: without page parameters Logto does not page them.
 */
export async function syncJustInTime(context: SyncContext): Promise<void> {
  const { writer } = context;
  const ids = writer.organizationIdsWithoutJustInTime();
  leaveHoles(writer.work, 'justInTime', await askEach(context, ids, syncRules));
}

async function syncRules(context: SyncContext, organizationId: string): Promise<void> {
  const idsOf = (endpoint: Endpoint): Promise<string[]> =>
    context.read(endpoint, idAnswer, ({ rows }) => rows.map(({ id }) => id));
  const [domains, role, ssoConnector] = await allEnded([
    context.read(endpoints.jitEmailDomains(organizationId), emailDomainAnswer, ({ rows }) => rows),
    idsOf(endpoints.jitRoles(organizationId)),
    idsOf(endpoints.jitSsoConnectors(organizationId)),
  ]);
  const emailDomain = domains.map((row) => row.emailDomain);
  context.writer.putJustInTime(organizationId, { emailDomain, role, ssoConnector });
}
