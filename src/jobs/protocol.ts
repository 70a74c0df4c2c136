import { AccessError, CancelledError, type AccessErrorDetails } from '../errors.ts';
import type { RawPage } from '../logto/client.ts';
import type { Endpoint } from '../logto/endpoints.ts';
import type { SyncProgress } from '../sync/source.ts';
import type { SyncJob } from '../sync/sync.ts';
import type { ExportJob } from '../c1/export.ts';
import type { CompareJob } from '../changes/compareFiles.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { ExportResult } from '../c1/export.ts';
import type { Comparison } from '../changes/model.ts';

/** The long jobs, each with what it takes and what it gives. */
export interface Jobs {
  sync: { input: SyncJob; result: SnapshotInfo };
  export: { input: ExportJob; result: ExportResult };
  compare: { input: CompareJob; result: Comparison };
}
export type JobKind = keyof Jobs;

/** To the worker. */
export type ToWorker =
  | {
      readonly type: 'start';
      readonly job: { [K in JobKind]: { kind: K; input: Jobs[K]['input'] } }[JobKind];
    }
  | { readonly type: 'page'; readonly id: number; readonly page: RawPage; readonly requests: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: SentError; readonly requests: number }
  | { readonly type: 'cancel' };

/** From the worker. It asks for reads by number, since it has neither the token nor the network. */
export type FromWorker =
  | { readonly type: 'read'; readonly id: number; readonly endpoint: Endpoint }
  | { readonly type: 'progress'; readonly progress: SyncProgress }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'error'; readonly error: SentError };

/** An error as it crosses threads: a class does not survive that, its words do. */
export interface SentError extends Pick<AccessErrorDetails, 'hint' | 'field'> {
  readonly message: string;
  readonly code: string;
  readonly stack?: string;
}

export function sendError(error: unknown): SentError {
  if (!(error instanceof AccessError)) return internal(error);
  const { message, code, hint, field } = error;
  return { message, code, ...(hint !== undefined && { hint }), ...(field !== undefined && { field }) };
}

/** A fault of our own: its stack is kept for the log. */
function internal(error: unknown): SentError {
  const hint = 'This is a fault of Logto Access: please report it.';
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
