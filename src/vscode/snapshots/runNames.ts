import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import { LOCAL_TIMES, localMinute } from '../localTime.ts';
import { tellApart } from '../../tellApart.ts';

/** When runs of a tenant ended, in words by which no two of them read the same. */
export function timesOf(runs: readonly StoredSnapshot[]): ReadonlyMap<number, string> {
  const ends = runs.map(({ info }) => info.endedAt);
  return tellApart(ends, LOCAL_TIMES);
}

/** What to call a run, with the times of all runs of its tenant: `Before the audit, Nov 24, 09:30`. */
export function runName({ info, facts }: StoredSnapshot, times: ReadonlyMap<number, string>): string {
  const time = times.get(info.endedAt) ?? localMinute(info.endedAt);
  return facts.label === undefined ? time : `${facts.label}, ${time}`;
}
