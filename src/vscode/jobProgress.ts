import * as vscode from 'vscode';
import { cancellable } from './say.ts';

/** How far a job is: of bytes, or of rows. */
interface JobProgress {
  readonly done: number;
  readonly total: number;
}

/** How far it is, and how to cancel it. */
interface JobOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
}

/** Shows how far a job is, with a button that cancels it. */
export function withJobProgress<T>(title: string, run: (options: JobOptions) => Promise<T>): Thenable<T> {
  return vscode.window.withProgress(cancellable(title), (progress, token) => {
    const cancelled = new AbortController();
    token.onCancellationRequested(() => cancelled.abort());
    let shown = 0;
    return run({
      signal: cancelled.signal,
      onProgress: ({ done, total }) => {
        const percent = (done / Math.max(1, total)) * 100;
        progress.report({ increment: Math.max(0, percent - shown) });
        shown = percent;
      },
    });
  });
}
