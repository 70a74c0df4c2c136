import { partialOf, startOfWork } from '../snapshot/write/workFile.ts';
import { goesOn, startOf, type SyncJob } from '../sync/sync.ts';
import { utcMinute } from '../words.ts';
import { tell } from './output.ts';

/** Says on standard error that a sync goes on with what an earlier one has read, where it does. */
export function tellWhatIsGoneOnWith(job: SyncJob): void {
  const since = job.afresh === true ? undefined : keptSince(job);
  if (since === undefined) return;
  tell(`Going on with the sync that began at ${utcMinute(since)}; --afresh begins anew.`);
}

/** Says on standard error what becomes of the work of a sync that failed or was ended, where there is any. */
export function tellWhatIsKept(job: SyncJob): void {
  if (keptSince(job) === undefined) return;
  tell(
    `What was read is kept in ${partialOf(job.file)}: within a day the next run goes on with it; --afresh begins anew.`,
  );
}

/** When the work began that the next sync would go on with; undefined where there is none, or another process is at it. */
function keptSince(job: SyncJob): number | undefined {
  try {
    const earlier = startOfWork(partialOf(job.file));
    return earlier !== undefined && goesOn(startOf(job, Date.now()), earlier) ? earlier.startedAt : undefined;
  } catch {
    return undefined;
  }
}
