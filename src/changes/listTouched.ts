import type { Listed } from '../snapshot/read/all.ts';
import { withBoth, type CompareJob } from './compareFiles.ts';
import type { Holding } from './holdings.ts';
import { Names } from './names.ts';
import { touchedBy, type Touching } from './touched.ts';

/** Two snapshot files, and a change between them of what a role permits. */
export interface TouchedJob extends Pick<CompareJob, 'before' | 'after'> {
  readonly touching: Touching;
}

/** Somebody who gained or lost something by such a change. */
export interface Touched extends Listed {
  readonly kind: Holding['kind'];
  /** Where; none for a global role. */
  readonly organizations: readonly Listed[];
}

/** Everybody whom it touches, each once and by name: people first. */
export function listTouched({ touching, ...files }: TouchedJob): Touched[] {
  return withBoth(files, (pair) => {
    const { effect } = touching;
    const names =
      effect === 'gained' ? new Names(pair.before, pair.after) : new Names(pair.after, pair.before);
    const byHolder = Map.groupBy(touchedBy(pair, touching), ({ kind, holderId }) => `${kind}/${holderId}`);
    return [...byHolder.values()].flatMap((holdings) => touchedOf(holdings, names)).sort(byName);
  });
}

function touchedOf(holdings: readonly Holding[], names: Names): Touched[] {
  return holdings.slice(0, 1).map(({ kind, holderId: id }) => ({
    ...{ kind, id, name: kind === 'user' ? names.user(id) : names.of('application', id) },
    organizations: holdings
      .flatMap(({ organizationId }) => organizationId ?? [])
      .map((organizationId) => ({ id: organizationId, name: names.organization(organizationId) })),
  }));
}

function byName(a: Touched, b: Touched): number {
  return b.kind.localeCompare(a.kind) || a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
}
