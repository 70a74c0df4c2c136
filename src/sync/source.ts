import type { RawPage } from '../logto/client.ts';
import type { Endpoint } from '../logto/endpoints.ts';

/** Where a sync reads from: a client, or its stand-in on the other side of a message port. */
export interface Source {
  read(endpoint: Endpoint, signal?: AbortSignal): Promise<RawPage>;
  /** Gets ready for the first read, while the sync is being started. */
  prepare?(): void;
  /** Requests sent so far, tries that failed and token requests among them. */
  readonly requests: number;
}

/** What is done of what is known to be there; `total` grows while the sync learns. */
export interface Tally {
  readonly done: number;
  readonly total: number;
}

/** How far a sync is. */
export interface SyncProgress {
  readonly users: Tally;
  readonly organizations: Tally;
  readonly members: Tally;
  readonly requests: number;
  /** Nothing that was asked for has been answered for some seconds: the server is slow, or away, and asked again. */
  readonly waits: boolean;
}
