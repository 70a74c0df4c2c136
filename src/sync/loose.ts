import type { HoleIn } from '../snapshot/model.ts';
import type { Owner } from '../snapshot/write/writer.ts';
import { resyncApplications } from './applications.ts';
import type { SyncContext } from './context.ts';
import { syncUnlistedOrganization } from './organizations.ts';
import { resyncOrganizationRoles, resyncScopes } from './template.ts';
import { syncMissingUsers } from './users.ts';

/** How what the lists did not have is looked for, when other rows name it. */
const SEARCHES: readonly (readonly [
  Owner,
  (context: SyncContext, ids: readonly string[]) => Promise<unknown>,
])[] = [
  ['organizations', (context, ids) => Promise.all(ids.map((id) => syncUnlistedOrganization(context, id)))],
  ['organization_roles', resyncOrganizationRoles],
  ['applications', resyncApplications],
  ['scopes', resyncScopes],
];

/** Lists whose holes may hide what names lead to. */
const LISTS: Readonly<Partial<Record<Owner, readonly HoleIn[]>>> = {
  organizations: ['organizations'],
  organization_roles: ['organizationRoles'],
  applications: ['applications'],
  scopes: ['scopes', 'resources'],
};

/**
 * Ties up loose ends: what some rows name and no list had was created during the sync, and is read now, or deleted
 * during it, and what names it is dropped, and said. Afterwards every name in the snapshot leads somewhere.
 */
export async function tieLooseEnds(context: SyncContext): Promise<void> {
  const { writer } = context;
  writer.work.tie();
  const loose: Owner[] = [];
  for (const [owner, search] of SEARCHES) {
    const unknown = writer.unknown(owner);
    if (unknown.length === 0) continue;
    loose.push(owner);
    await search(context.mending(), unknown);
  }
  await syncMissingUsers(context);
  for (const owner of loose) {
    const dropped = writer.dropUnknown(owner);
    if (dropped > 0)
      writer.work.mended(`${dropped} rows named ${whatIsGone(context, owner)}, and are left out`);
  }
  writer.dropUnknown('invitations');
}

/** What some rows name and the snapshot does not have: it was deleted, or lies in a hole. */
function whatIsGone({ writer }: SyncContext, owner: Owner): string {
  const isUnread = writer.work.holes().some((hole) => LISTS[owner]?.includes(hole.in));
  return `${owner.replaceAll('_', ' ')} that ${isUnread ? 'could not be read' : 'were deleted during the sync'}`;
}
