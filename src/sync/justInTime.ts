import { emailDomainAnswer, idAnswer } from '../logto/answers.ts';
import { endpoints } from '../logto/endpoints.ts';
import type { JustInTimeKind } from '../snapshot/model.ts';
import type { SyncContext } from './context.ts';

/** Reads each organization's just-in-time rules: which domains and connectors join it by themselves, with which roles. */
export async function syncJustInTime(context: SyncContext): Promise<void> {
  const ids = context.writer.organizationIds();
  await Promise.all(ids.map((id) => syncRules(context, id)));
}

async function syncRules(context: SyncContext, organizationId: string): Promise<void> {
  const { writer } = context;
  if (writer.work.pageOf(markOf(organizationId), DONE) !== undefined) return;
  const [domains, roles, connectors] = await Promise.all([
    context.read(endpoints.jitEmailDomains(organizationId), emailDomainAnswer, ({ rows }) =>
      rows.map(({ emailDomain }) => emailDomain),
    ),
    ...[endpoints.jitRoles(organizationId), endpoints.jitSsoConnectors(organizationId)].map((endpoint) =>
      context.read(endpoint, idAnswer, ({ rows }) => rows.map(({ id }) => id)),
    ),
  ]);
  const rules: Record<JustInTimeKind, readonly string[]> = {
    emailDomain: domains,
    role: roles ?? [],
    ssoConnector: connectors ?? [],
  };
  writer.putJustInTime(organizationId, rules);
  writer.work.mark(markOf(organizationId), { ...DONE, total: 0, head: null, tail: null });
}

const DONE = { page: 0, size: 0 } as const;

function markOf(organizationId: string): string {
  return `just-in-time rules of ${organizationId}`;
}
