import { organizationOf } from '../../snapshot/read/byId.ts';
import {
  countApplicationHolders,
  countApplicationHoldersIn,
  countGlobalHolders,
  countGlobalHoldersIn,
  holderCounts,
  memberIdsByRole,
  organizationIdsBySize,
  weighedRoles,
  type WeighedRole,
} from '../../snapshot/read/matrix.ts';
import { organizationsById } from '../../snapshot/read/organizationLists.ts';
import { countPeople, peopleIds, usersById } from '../../snapshot/read/people.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import { missingFrom, type Place } from '../../snapshot/lacks/missing.ts';
import { notThere } from '../target.ts';
import { describedUser } from '../things.ts';
import { clustersOf, type Cluster } from './clusters.ts';

/** A column of a matrix: an organization role that somebody holds. */
export interface MatrixColumn {
  readonly id: string;
  readonly label: string;
  /** How many permissions it is known to give. */
  readonly permissionCount: number;
  /** How many hold it in all rows together. */
  readonly total: number;
}

/** What of a matrix is known before its rows come. */
export interface MatrixHead {
  readonly of: 'organization' | 'tenant';
  /** The most privileged role first, which must be seen however many there are, and then the one with the most holders. */
  readonly columns: readonly MatrixColumn[];
  /** How many roles for people have no column, since nobody holds them. */
  readonly unheld: number;
  readonly rowCount: number;
  /** Which columns the rows of each cluster have a mark in, and how many rows it has; in the order of the rows. */
  readonly clusters: readonly { readonly columns: readonly number[]; readonly count: number }[];
  /** How many people, or members of the organization, hold global roles, for which it has no column. */
  readonly globalHolders: number;
  /** How many applications hold roles, there or anywhere in the tenant: they are in no row. */
  readonly applicationHolders: number;
  /** Of a tenant: how many people belong to no organization, so that they are in no row. */
  readonly outside: number;
  /** Whether all permissions of the roles are known; else a role may give more than are counted. */
  readonly knowsPermissions: boolean;
  /** What the snapshot lacks that may have made more rows or marks, in sentences. */
  readonly mayLack: readonly string[];
}

/** A member with the roles held, or an organization with how many hold each role. */
export interface MatrixRow {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** Which cluster it is in. */
  readonly cluster: number;
  /** How many roles the member holds, or members the organization has. */
  readonly total: number;
  /** A number for each column: of the members who hold the role there. */
  readonly cells: readonly number[];
}

export interface Matrix {
  readonly head: MatrixHead;
  /** The rows so many at a time, each read when it is asked for. */
  readonly rows: (size: number) => Generator<MatrixRow[]>;
}

/** People by roles of one organization; an `AccessError` where the snapshot does not have it. */
export function organizationMatrix(snapshot: Snapshot, organizationId: string): Matrix {
  if (organizationOf(snapshot, organizationId) === undefined) throw notThere('organization', organizationId);
  const holders = memberIdsByRole(snapshot, organizationId);
  const totals = new Map([...holders].map(([roleId, ids]) => [roleId, ids.length]));
  const { columns, unheld } = columnsOf(weighedRoles(snapshot), totals);
  const held = new Map<string, number[]>();
  for (const [at, { id }] of columns.entries())
    for (const userId of holders.get(id) ?? []) held.set(userId, [...(held.get(userId) ?? []), at]);
  const among = { of: 'organization', organizationId } as const;
  const ids = peopleIds(snapshot, { among, order: 'name', conditions: [] });
  const clusters = clustersOf(ids.map((id) => [id, held.get(id) ?? []]));
  const head = headOf(snapshot, 'organization', { columns, unheld }, clusters);
  const places: Place[] = [['members', organizationId], ['users'], ['organizationRoles'], ...PERMISSIONS];
  return {
    head: {
      ...{ ...head, globalHolders: countGlobalHoldersIn(snapshot, organizationId), outside: 0 },
      applicationHolders: countApplicationHoldersIn(snapshot, organizationId),
      mayLack: missingFrom(snapshot, [...places, ...GLOBAL_HOLDERS, ...APPLICATION_HOLDERS]),
    },
    rows: (size) => memberRows(snapshot, { columns, clusters }, size),
  };
}

/** Organizations by roles of the tenant: how many hold which role where. */
export function tenantMatrix(snapshot: Snapshot): Matrix {
  const counts = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  for (const { organizationId, roleId, holders } of holderCounts(snapshot)) {
    counts.set(
      organizationId,
      (counts.get(organizationId) ?? new Map<string, number>()).set(roleId, holders),
    );
    totals.set(roleId, (totals.get(roleId) ?? 0) + holders);
  }
  const { columns, unheld } = columnsOf(weighedRoles(snapshot), totals);
  const heldIn = (id: string): number[] =>
    columns.flatMap((column, at) => (counts.get(id)?.has(column.id) === true ? [at] : []));
  const clusters = clustersOf(organizationIdsBySize(snapshot).map((id) => [id, heldIn(id)]));
  const head = headOf(snapshot, 'tenant', { columns, unheld }, clusters);
  return {
    head: {
      ...{ ...head, globalHolders: countGlobalHolders(snapshot), outside: countPeople(snapshot, OUTSIDE) },
      applicationHolders: countApplicationHolders(snapshot),
      mayLack: missingFrom(snapshot, [
        ...[['organizations'] as const, ['members'] as const, ['users'] as const],
        ...[['organizationRoles'] as const, ...PERMISSIONS, ...GLOBAL_HOLDERS],
        ...[...APPLICATION_HOLDERS, ['roleApplications'] as const],
      ]),
    },
    rows: (size) => organizationRows(snapshot, { columns, clusters, counts }, size),
  };
}

/** Who is in no row of a tenant's matrix. */
const OUTSIDE = { among: { of: 'tenant' }, conditions: [{ is: 'withoutOrganization' }] } as const;

/** Lists from which it is read what organization roles permit. */
const PERMISSIONS: readonly Place[] = [['scopes'], ['resources']];

/** Lists from which the holders of global roles are counted, who have no column. */
const GLOBAL_HOLDERS: readonly Place[] = [['globalRoles'], ['roleUsers']];

/** Lists from which the applications that hold organization roles are counted, which have no row. */
const APPLICATION_HOLDERS: readonly Place[] = [['applications'], ['applicationOrganizations']];

interface Columns {
  readonly columns: readonly MatrixColumn[];
  readonly unheld: number;
}

function columnsOf(roles: readonly WeighedRole[], totals: ReadonlyMap<string, number>): Columns {
  const columns = roles
    .map(({ id, name, permissionCount }) => ({
      ...{ id, label: oneLine(name), permissionCount },
      total: totals.get(id) ?? 0,
    }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.permissionCount - a.permissionCount || b.total - a.total); // stable: then by name
  const forPeople = roles.filter(({ type }) => type === 'User'); // applications, which hold the others, have no row
  return { columns, unheld: forPeople.filter(({ id }) => (totals.get(id) ?? 0) === 0).length };
}

function headOf(
  snapshot: Snapshot,
  of: MatrixHead['of'],
  columns: Columns,
  clusters: readonly Cluster[],
): Omit<MatrixHead, 'globalHolders' | 'applicationHolders' | 'outside' | 'mayLack'> {
  const counted = clusters.map(({ columns: marked, ids }) => ({ columns: marked, count: ids.length }));
  const rowCount = counted.reduce((sum, { count }) => sum + count, 0);
  const knowsPermissions = missingFrom(snapshot, PERMISSIONS).length === 0;
  return { of, ...columns, knowsPermissions, rowCount, clusters: counted };
}

/** By organization id, how many hold each role there. */
type HoldersIn = ReadonlyMap<string, ReadonlyMap<string, number>>;

interface Laid {
  readonly columns: readonly MatrixColumn[];
  readonly clusters: readonly Cluster[];
}

function* memberRows(snapshot: Snapshot, { columns, clusters }: Laid, size: number): Generator<MatrixRow[]> {
  const marksOf = clusters.map(({ columns: marked }) =>
    columns.map((_, at) => (marked.includes(at) ? 1 : 0)),
  );
  for (const clusterOf of slices(clusters, size))
    yield usersById(snapshot, [...clusterOf.keys()]).map((user) => {
      const cluster = clusterOf.get(user.id) ?? 0;
      const total = clusters[cluster]?.columns.length ?? 0;
      return { id: user.id, ...describedUser(user), cluster, total, cells: marksOf[cluster] ?? [] };
    });
}

function* organizationRows(
  snapshot: Snapshot,
  { columns, clusters, counts }: Laid & { readonly counts: HoldersIn },
  size: number,
): Generator<MatrixRow[]> {
  for (const clusterOf of slices(clusters, size))
    yield organizationsById(snapshot, [...clusterOf.keys()]).map((organization) => ({
      ...{ id: organization.id, label: oneLine(organization.name), detail: '' },
      ...{ cluster: clusterOf.get(organization.id) ?? 0, total: organization.memberCount },
      cells: columns.map(({ id }) => counts.get(organization.id)?.get(id) ?? 0),
    }));
}

/** The ids of all clusters in order, each with its cluster, so many at a time. */
function* slices(clusters: readonly Cluster[], size: number): Generator<ReadonlyMap<string, number>> {
  let slice = new Map<string, number>();
  for (const [cluster, { ids }] of clusters.entries())
    for (const id of ids) {
      slice.set(id, cluster);
      if (slice.size < size) continue;
      yield slice;
      slice = new Map();
    }
  if (slice.size > 0) yield slice;
}
