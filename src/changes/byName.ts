import type { Listed, NamedScope } from '../snapshot/read/all.ts';
import type { Resource } from '../snapshot/model.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Subject } from './model.ts';
import { Names } from './names.ts';
import { eachSide, keysByName, type Both, type Named } from './sharedNames.ts';
import { SUBJECTS, type SubjectRules } from './subjects.ts';

/** The rows of a snapshot as a comparison sees them. */
export type RowsOf = (rules: SubjectRules<unknown>, snapshot: Snapshot) => Iterable<unknown>;

interface Role {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Listed[];
}

/** A row with what tells it in both tenants, and what to call it. */
type Keyed<T> = T & { readonly key: string; readonly label: string };

/**
 * What can be compared between two tenants, whose ids never match: roles and permissions, by name. Where one tenant
 * has several of a name, an API resource is told by its indicator, a permission by its API resource, and a role by
 * what it permits.
 */
export function subjectsByName(snapshots: Both<Snapshot>, rowsOf: RowsOf): SubjectRules<unknown>[] {
  const read = <T>(subject: Subject): Both<readonly T[]> =>
    eachSide((side) => [...rowsOf(rulesOf(subject), snapshots[side])] as T[]);
  const resources = keyedResources(read('resource'));
  const permissions = keyedPermissions(read('permission'), resources);
  const names = new Names(snapshots.before, snapshots.after);
  const roles = (subject: Subject): Both<readonly Keyed<Role>[]> =>
    keyedRoles(read(subject), permissions, (role) => rulesOf(subject).fields?.(role, names));
  const rows: Partial<Record<Subject, Both<readonly Keyed<object>[]>>> = {
    ...{ resource: resources, permission: permissions },
    ...{ organizationRole: roles('organizationRole'), globalRole: roles('globalRole') },
  };
  return SUBJECTS.flatMap((rules) => {
    const own = rows[rules.subject];
    return own === undefined ? [] : [byKey(rules, snapshots, own)];
  });
}

function rulesOf(wanted: Subject): SubjectRules<unknown> {
  return SUBJECTS.find(({ subject }) => subject === wanted) as SubjectRules<unknown>;
}

/** The rules of a kind of thing for rows that have a key. */
function byKey(
  rules: SubjectRules<unknown>,
  { before }: Both<Snapshot>,
  rows: Both<readonly Keyed<object>[]>,
): SubjectRules<unknown> {
  const sorted = eachSide((side) => rows[side].toSorted((a, b) => compareBytes(a.key, b.key)));
  return {
    ...rules,
    key: (row) => (row as Keyed<object>).key,
    rows: (snapshot) => (snapshot === before ? sorted.before : sorted.after),
    about: (row, names) => ({ ...rules.about(row, names), label: (row as Keyed<object>).label }),
  };
}

function keyedResources(rows: Both<readonly Resource[]>): Both<readonly Keyed<Resource>[]> {
  return keyed(
    rows,
    ({ name, indicator }) => ({ name, mark: indicator }),
    ({ name, indicator }, isShared) => (isShared ? `${name} (${indicator})` : name),
  );
}

function keyedPermissions(
  rows: Both<readonly NamedScope[]>,
  resources: Both<readonly Keyed<Resource>[]>,
): Both<readonly Keyed<NamedScope>[]> {
  const owned = eachSide((side) => {
    const byId = new Map(resources[side].map((resource) => [resource.id, resource]));
    return rows[side].map((row) => ({ ...row, owner: byId.get(row.resourceId ?? '') }));
  });
  return keyed(
    owned,
    ({ owner, name, label, description }) => ({
      name: owner === undefined ? label : `${owner.key}: ${name}`,
      mark: JSON.stringify([owner?.key, description]),
    }),
    ({ owner, name, label }) => (owner === undefined ? label : `${owner.label}: ${name}`),
  );
}

function keyedRoles(
  rows: Both<readonly Role[]>,
  permissions: Both<readonly Keyed<NamedScope>[]>,
  fieldsOf: (role: Role) => unknown,
): Both<readonly Keyed<Role>[]> {
  const permitting = eachSide((side) => {
    const byId = new Map(permissions[side].map(({ id, key, label }) => [id, { id: key, name: label }]));
    return rows[side].map((role) => ({
      ...role,
      scopes: role.scopes.map(({ id, name }) => byId.get(id) ?? { id: name, name }).sort(byListedName),
    }));
  });
  return keyed(
    permitting,
    (role) => ({ name: role.name, mark: markOf(role, fieldsOf) }),
    ({ name }) => name,
  );
}

/** All that a role is but what its permissions are called, which may differ. */
function markOf({ scopes, ...role }: Role, fieldsOf: (role: Role) => unknown): string {
  return JSON.stringify([fieldsOf({ ...role, scopes: [] }), scopes.map(({ id }) => id).sort()]);
}

function keyed<T extends { readonly id: string }>(
  rows: Both<readonly T[]>,
  named: (row: T) => Omit<Named, 'id'>,
  labelOf: (row: T, isShared: boolean) => string,
): Both<readonly Keyed<T>[]> {
  const told = eachSide((side) => rows[side].map((row): Named => ({ id: row.id, ...named(row) })));
  const keys = keysByName(told);
  return eachSide((side) =>
    rows[side].map((row) => {
      const key = keys[side].get(row.id) as string;
      return { ...row, key, label: labelOf(row, key !== named(row).name) };
    }),
  );
}

function byListedName(a: Listed, b: Listed): number {
  return compareBytes(a.name, b.name) || compareBytes(a.id, b.id);
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
