import type { TargetId } from '../../../../src/access/target.ts';
import type { Rows } from '../../snapshot/support/rows.ts';

/** One way from a holder to a permission, as ids; null where there is no such step. */
export interface NaivePath {
  readonly kind: 'user' | 'application';
  readonly holder: string;
  readonly organization: string | null;
  readonly role: string | null;
  readonly permission: string | null;
}

/** Every path in a tenant, read off its rows. */
export function naivePaths(rows: Rows): NaivePath[] {
  const scopesOf = new Map(
    [...(rows.organizationRoles ?? []), ...(rows.globalRoles ?? [])].map(({ id, scopeIds }) => [
      id,
      scopeIds ?? [],
    ]),
  );
  const byRole = (path: Omit<NaivePath, 'permission'>): NaivePath[] => {
    const scopes = path.role === null ? [] : (scopesOf.get(path.role) ?? []);
    return (scopes.length === 0 ? [null] : scopes).map((permission) => ({ ...path, permission }));
  };
  const inOrganizations = (kind: NaivePath['kind'], belonging: Rows['members'] = {}): NaivePath[] =>
    Object.entries(belonging).flatMap(([organization, members]) =>
      Object.entries(members).flatMap(([holder, roles]) =>
        (roles.length === 0 ? [null] : roles).flatMap((role) => byRole({ kind, holder, organization, role })),
      ),
    );
  const global = (rows.globalRoles ?? []).flatMap(({ id: role, userIds = [], applicationIds = [] }) => [
    ...userIds.flatMap((holder) => byRole({ kind: 'user', holder, organization: null, role })),
    ...applicationIds.flatMap((holder) => byRole({ kind: 'application', holder, organization: null, role })),
  ]);
  return [
    ...inOrganizations('user', rows.members),
    ...inOrganizations('application', rows.applicationMembers),
    ...global,
  ];
}

/** All permissions and roles of a tenant. */
export function targetsOf(rows: Rows): TargetId[] {
  return [
    ...(rows.scopes ?? []).map(({ id }) => ({ kind: 'permission', id }) as const),
    ...(rows.organizationRoles ?? []).map(({ id }) => ({ kind: 'organizationRole', id }) as const),
    ...(rows.globalRoles ?? []).map(({ id }) => ({ kind: 'globalRole', id }) as const),
  ];
}

/** Whether one holds a permission or a role by a path. */
export function leadsTo({ kind, id }: TargetId, { organization, role, permission }: NaivePath): boolean {
  if (kind === 'permission') return permission === id;
  return role === id && (organization === null) === (kind === 'globalRole');
}
