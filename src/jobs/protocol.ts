import type { MapJob, MapPart } from '../access/map/parts.ts';
import { AccessError, CancelledError, type AccessErrorDetails } from '../errors.ts';
import type { RawPage } from '../logto/client.ts';
import type { Endpoint } from '../logto/endpoints.ts';
import type { SyncProgress } from '../sync/source.ts';
import type { SyncJob } from '../sync/sync.ts';
import type { ExportJob } from '../c1/export.ts';
import type { ReadJob } from '../c1/read/readC1.ts';
import type { ReadProgress } from '../c1/read/rows.ts';
import type { CompareJob } from '../changes/compareFiles.ts';
import type { Touched, TouchedJob } from '../changes/listTouched.ts';
import type { JudgeJob, Judgement } from '../changes/judging/judgement.ts';
import type { HistoryJob, HistoryProgress } from '../changes/history.ts';
import type { FindingCounts, FindingsJob, FoundPage, Wanted } from '../findings/found.ts';
import type { CheckJob, PolicyResult } from '../policy/check.ts';
import type { LocatedFindings, LocateFindingsJob } from './locateFindings.ts';
import type { WriteFindingsJob } from './writeFindings.ts';
import { sentence, type Said } from '../sentence.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { ExportResult } from '../c1/export.ts';
import type { ExportProgress } from '../c1/progress.ts';
import type { Comparison } from '../changes/model.ts';

/** The long jobs, each with what it takes and what it gives, and what it tells meanwhile. */
export interface Jobs {
  sync: { input: SyncJob; result: SnapshotInfo; progress: SyncProgress };
  read: { input: ReadJob; result: SnapshotInfo; progress: ReadProgress };
  export: { input: ExportJob; result: ExportResult; progress: ExportProgress };
  compare: { input: CompareJob; result: Comparison; progress: never };
  /** The same without the changes themselves, of which there may be very many. */
  summarise: { input: CompareJob; result: Omit<Comparison, 'changes'>; progress: never };
  judge: { input: JudgeJob; result: Judgement; progress: never };
  map: { input: MapJob; result: null; progress: MapPart };
  touched: { input: TouchedJob; result: Touched[]; progress: never };
  history: { input: HistoryJob; result: Comparison[]; progress: HistoryProgress };
  countFindings: { input: FindingsJob; result: FindingCounts; progress: never };
  locateFindings: { input: LocateFindingsJob; result: LocatedFindings; progress: never };
  writeFindings: { input: WriteFindingsJob; result: undefined; progress: never };
  check: { input: CheckJob; result: PolicyResult; progress: never };
  findings: { input: FindingsJob & { readonly wanted: Wanted }; result: FoundPage; progress: never };
}
export type JobKind = keyof Jobs;

/** To the worker. */
export type ToWorker =
  | {
      readonly type: 'start';
      readonly job: { [K in JobKind]: { kind: K; input: Jobs[K]['input'] } }[JobKind];
    }
  | { readonly type: 'answers'; readonly answers: readonly Answer[]; readonly requests: number }
  | { readonly type: 'cancel' };

/** What came of a read, by its number. */
export type Answer =
  { readonly id: number; readonly page: RawPage } | { readonly id: number; readonly error: SentError };

/** A read that the worker asks for, by a number, since it has neither the token nor the network. */
export interface Ask {
  readonly id: number;
  readonly endpoint: Endpoint;
}

/** From the worker. */
export type FromWorker =
  | { readonly type: 'reads'; readonly reads: readonly Ask[] }
  | { readonly type: 'progress'; readonly progress: Jobs[JobKind]['progress'] }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'error'; readonly error: SentError };

/** An error as it crosses threads: a class does not survive that, its words do. */
export interface SentError extends Pick<AccessErrorDetails, 'hint' | 'field'> {
  readonly message: Said;
  readonly code: string;
  readonly stack?: string;
}

export function sendError(error: unknown): SentError {
  if (!(error instanceof AccessError)) return internal(error);
  const { code, field } = error;
  const { message, hint } = error.said;
  return { message, code, ...(hint !== undefined && { hint }), ...(field !== undefined && { field }) };
}

/** A fault of our own: its stack is kept for the log. */
function internal(error: unknown): SentError {
  const hint = sentence`This is a fault of Logto Access: please report it.`;
  if (!(error instanceof Error)) return { message: String(error), code: 'internal', hint };
  return {
    message: error.message,
    code: 'internal',
    hint,
    ...(error.stack !== undefined && { stack: error.stack }),
  };
}

export function receiveError({ message, stack, ...details }: SentError): Error {
  const error = details.code === 'cancelled' ? new CancelledError() : new AccessError(message, details);
  if (stack !== undefined) error.stack = stack;
  return error;
}
