/** What every command gets: where the worker lies, which version this is, and the signal that it shall stop. */
export interface Engine {
  readonly workerFile: URL;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** Requests under way at once where nobody says otherwise: a real Logto's database saturates at about 16. */
export const DEFAULT_CONCURRENCY = 8;
