import type * as v from 'valibot';
import type { Endpoint } from '../logto/endpoints.ts';
import type { Hole } from '../snapshot/model.ts';

/** What every row of Logto's lists has. */
export interface WithId {
  readonly id: string;
}

/** What is known of a page when its rows are written. */
export interface Written {
  /** What Logto said of the whole list. */
  readonly total: number;
  /** The list is read anew, so that what is in the snapshot of these rows may be outdated. */
  readonly again: boolean;
  /** Whether it is progress. */
  readonly counts: boolean;
}

/** A list of Logto's that is given page by page. */
export interface PagedList<T extends WithId = WithId> {
  readonly endpoint: Endpoint;
  readonly row: v.GenericSchema<unknown, T>;
  /** How Logto sorts it, which decides how it can be proved whole. */
  readonly order: 'none' | 'id' | 'newest first';
  /** Whether it has no rows of earlier readings, so that pages which fit together need not agree with those. */
  readonly isAnew?: boolean;
  /** Where a row that cannot be read is missing. */
  readonly hole: Pick<Hole, 'in' | 'of'>;
  /** Writes rows of a page into the snapshot. */
  write(rows: readonly T[], page: Written): void;
  /** Is told once how long the list is. */
  found?(total: number): void;
  /** Different rows of it that the snapshot has. */
  count(): number;
  /** Forgets rows that are not among these. */
  keepOnly(ids: ReadonlySet<string>): void;
}

/** Tells a list from every other one of a sync. */
export function keyOf({ path, query }: Endpoint): string {
  return [path, ...query.flat()].join(' ');
}

/** What a list is called in a sentence. */
export function nameOf({ hole }: Pick<PagedList, 'hole'>): string {
  const names: Partial<Record<Hole['in'], string>> = {
    ...{ members: 'members of', roleUsers: 'holders of', roleApplications: 'applications of' },
    ...{ organizationRoles: 'organization roles', globalRoles: 'global roles' },
  };
  const name = names[hole.in] ?? hole.in;
  return hole.of === undefined ? name : `${name} ${hole.of}`;
}
