/** What every command gets: where the worker lies, which version this is, and the signal that it shall stop. */
export interface Engine {
  readonly workerFile: URL;
  readonly version: string;
  readonly signal: AbortSignal;
}
