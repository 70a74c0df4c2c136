import type { Vanished } from '../../snapshot/model.ts';
import type { Entitlement, Grant, Resource, ResourceType } from '../gen/connector_pb.js';

/** What a C1 file says of the sync that it holds. Times are milliseconds since 1970. */
export interface C1Sync {
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** The tenant's address; undefined where the format has none. */
  readonly baseUrl?: string;
  /** What the tenant is one of; Logto's where the format does not say. */
  readonly product: string;
  /** Finished older syncs in the same file. */
  readonly olderSyncs: number;
  /** What the exported snapshot lacked, in words. */
  readonly missing: readonly string[];
  /** How much of the one before was gone in the exported snapshot, where a person had yet to accept that. */
  readonly vanished?: Vanished;
}

/** A row of a C1 file of either form: first the sync, then C1's messages, each kind after those it names. */
export type C1Row =
  | { readonly kind: 'sync'; readonly sync: C1Sync }
  | { readonly kind: 'resourceType'; readonly message: ResourceType }
  | { readonly kind: 'resource'; readonly message: Resource }
  | { readonly kind: 'entitlement'; readonly message: Entitlement }
  | { readonly kind: 'grant'; readonly message: Grant };

/** How far a file is read: of its bytes, or of its rows. */
export interface ReadProgress {
  readonly done: number;
  readonly total: number;
}

/** What reading a file may need to know besides. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}
