import { replaceFile } from '../c1/replaceFile.ts';
import { targetFailure, writableFile } from '../c1/target.ts';
import { writeText } from '../c1/writeText.ts';
import { noticesOf, unsuppressed, type FindingsJob } from '../findings/found.ts';
import { reportPieces, type FindingFormat } from '../findings/report/report.ts';
import { SNAPSHOT_SUFFIX } from '../snapshot/store/facts.ts';
import { Snapshot } from '../snapshot/snapshot.ts';

/** Findings to be written into a file. */
export interface WriteFindingsJob extends FindingsJob {
  readonly format: FindingFormat;
  readonly target: string;
  readonly version: string;
}

/** Writes all findings into a file, whole or not at all. */
export async function writeFindings(job: WriteFindingsJob, signal: AbortSignal): Promise<void> {
  const { format, target, version } = job;
  const snapshot = Snapshot.open(job.file);
  try {
    const notices = noticesOf(snapshot, job);
    const { info } = snapshot;
    const file = `${info.id}${SNAPSHOT_SUFFIX}`; // where it lies on this machine is nothing to pass on
    const report = { info, file, version, notices, findings: unsuppressed(snapshot, job) };
    const pieces = reportPieces(report, format);
    const write = (temporary: string): Promise<void> => writeText(temporary, pieces, () => undefined, signal);
    await replaceFile(writableFile(target), write, signal);
  } catch (error) {
    throw targetFailure(error, target);
  } finally {
    snapshot.close();
  }
}
