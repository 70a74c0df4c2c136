import type { Change, Subject } from './model.ts';

/** Changes that lie together: in one organization, or in the whole tenant. */
export interface ChangeGroup {
  /** The organization's id; undefined for what lies in no organization. */
  readonly organizationId: string | undefined;
  readonly title: string;
  readonly changes: readonly Change[];
}

const TENANT_WIDE: Partial<Record<Subject, string>> = {
  user: 'Users',
  organizationRole: 'Organization roles',
  globalRole: 'Global roles',
  globalRoleUser: 'Global roles',
  globalRoleApplication: 'Global roles',
  application: 'Applications',
};

/** Groups changes by organization (by name); after them come those of the whole tenant, by what they are about. */
export function groupChanges(changes: readonly Change[]): ChangeGroup[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = change.organizationId ?? `\0${TENANT_WIDE[change.subject] ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()].map(toGroup).sort(byPlace);
}

function toGroup(changes: readonly Change[]): ChangeGroup {
  const [first] = changes;
  const title = first?.organizationName ?? TENANT_WIDE[first?.subject ?? 'user'] ?? '';
  return { organizationId: first?.organizationId, title, changes };
}

/** Organizations by name first: there lies most of what a reviewer looks for. Then the tenant, as it was told. */
function byPlace(a: ChangeGroup, b: ChangeGroup): number {
  if (a.organizationId === undefined || b.organizationId === undefined) {
    return Number(a.organizationId === undefined) - Number(b.organizationId === undefined);
  }
  return a.title.localeCompare(b.title, 'en') || a.organizationId.localeCompare(b.organizationId, 'en');
}
