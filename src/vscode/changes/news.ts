import { changesIn } from '../../changes/summary.ts';
import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import type { Delta } from '../../snapshot/store/facts.ts';
import { isComplete } from '../../snapshot/lacks/holes.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import type { Services, Unseen } from '../services.ts';

type Parts = Pick<Services, 'catalogue' | 'accepted'>;

/** What changed up to a run, for who has not looked since an earlier one. */
export interface News {
  readonly delta: Delta;
  /** The run that it is measured against. */
  readonly baseline: StoredSnapshot;
  /** Whether that one is the run just before. */
  readonly isNeighbour: boolean;
}

/**
 * What a run is told to have changed since the one with the id `since`, or else since the last good one; undefined
 * where there is none, or they cannot be compared.
 */
export async function newsOf(
  services: Parts & Pick<Services, 'deltas'>,
  info: SnapshotInfo,
  since?: string,
): Promise<News | undefined> {
  const earlier = earlierThan(services, info);
  const baseline = baselineOf(services, info, earlier, since);
  const delta = baseline && (await services.deltas.between(baseline.info.id, info));
  return delta && { delta, baseline, isNeighbour: baseline === earlier[0] };
}

/** What is not looked at; undefined where nothing differs. */
export function unseenOf({ baseline, delta }: News): Unseen | undefined {
  const changes = changesIn(delta);
  return changes + delta.unsure === 0 ? undefined : { since: baseline.info.id, changes };
}

/** What nobody has looked at, with what is so of one tenant. */
export function withUnseen(
  all: ReadonlyMap<string, Unseen>,
  tenantId: string,
  found: Unseen | undefined,
): ReadonlyMap<string, Unseen> {
  const others = [...all].filter(([id]) => id !== tenantId);
  return new Map(found === undefined ? others : [...others, [tenantId, found]]);
}

/** The newest run that a person need not take first and from which nothing is missing: later ones are told against it. */
export function newestWhole({ catalogue, accepted }: Parts, tenantId: string): StoredSnapshot | undefined {
  return catalogue.list(tenantId).find(({ info }) => accepted.has(info) && isComplete(info));
}

/**
 * What lies in a hole of an incomplete run was told by nobody, so a complete one is measured against the last complete
 * one. An incomplete one is not: it would tell again, after each sync, what has been looked at.
 */
function baselineOf(
  { accepted }: Parts,
  info: SnapshotInfo,
  earlier: readonly StoredSnapshot[],
  since: string | undefined,
): StoredSnapshot | undefined {
  const from = earlier.findIndex((run) => run.info.id === since);
  const taken = earlier.slice(Math.max(0, from)).filter((run) => accepted.has(run.info));
  const whole = isComplete(info) ? taken.find((run) => isComplete(run.info)) : undefined;
  return whole ?? taken[0] ?? earlier[0];
}

/** The tenant's runs before this one, newest first. */
function earlierThan({ catalogue }: Parts, { tenantId, id }: SnapshotInfo): StoredSnapshot[] {
  const runs = catalogue.list(tenantId);
  return runs.slice(runs.findIndex(({ info }) => info.id === id) + 1);
}
