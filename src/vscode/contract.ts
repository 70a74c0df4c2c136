import type { ExportFormat, ExportResult } from '../c1/export.ts';
import type { ChangeSummary } from '../changes/model.ts';
import type { SnapshotCounts, Vanished } from '../snapshot/model.ts';

/** How to reach a tenant, and its secret. */
export interface ConnectArgument {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name?: string;
  /** Derived from the base URL where left out. */
  readonly tokenUrl?: string;
  readonly resource?: string;
  /** Insist on plain http to a host that is not this machine. */
  readonly allowHttp?: boolean;
}

export interface TenantArgument {
  readonly tenantId: string;
}

export interface SyncArgument extends TenantArgument {
  /** Go on with the work of a sync that was not finished, where there is any; true where left out. */
  readonly resume?: boolean;
}

export interface SyncResult {
  readonly snapshotId: string;
  readonly counts: SnapshotCounts;
  readonly seconds: number;
  readonly requests: number;
  /** How completeness was checked, as a sentence. */
  readonly verified: string;
  /** What could not be read, in words; empty where the snapshot is complete. */
  readonly missing: readonly string[];
  /** Where most of the last snapshot is gone: this one is not shown until a person accepts it. */
  readonly vanished?: Vanished;
}

export interface ExportArgument {
  /** The snapshot to export; without it the newest of `tenantId` that needs no accepting. */
  readonly snapshotId?: string;
  readonly tenantId?: string;
  readonly format: ExportFormat;
  /** The file to write: a path, or a URI such as `vscode-vfs://…` where VS Code alone can write. */
  readonly target: string;
}

export interface CompareArgument {
  /** Snapshot ids, or paths of snapshot files. */
  readonly before: string;
  readonly after: string;
}

export interface CompareResult {
  readonly summary: ChangeSummary;
  /** Differences that cannot be judged, since a snapshot is incomplete; they are not in the summary. */
  readonly unsure: number;
}

/**
 * The commands that can be called with an argument, from a key binding, a task, another extension or a test. They
 * then ask nothing, show no message, give a result and throw what goes wrong. Without an argument they ask for it,
 * show what goes wrong, and give `undefined` when the user cancels.
 */
export interface Commands {
  'logtoAccess.connectTenant': { argument: ConnectArgument; result: TenantArgument };
  'logtoAccess.openDemoTenant': { argument: Record<string, never>; result: TenantArgument };
  'logtoAccess.disconnectTenant': {
    argument: TenantArgument & { keepSnapshots?: boolean };
    result: undefined;
  };
  'logtoAccess.sync': { argument: SyncArgument; result: SyncResult };
  'logtoAccess.cancelSync': { argument: TenantArgument; result: undefined };
  'logtoAccess.exportSnapshot': {
    argument: ExportArgument;
    result: ExportResult;
  };
  'logtoAccess.diffSnapshots': { argument: CompareArgument; result: CompareResult };
}

export type CommandId = keyof Commands;
export type ArgumentOf<K extends CommandId> = Commands[K]['argument'];
export type ResultOf<K extends CommandId> = Commands[K]['result'];

/** Ids of the views in the activity bar container. */
export const VIEWS = {
  access: 'logtoAccess.access',
  snapshots: 'logtoAccess.snapshots',
  changes: 'logtoAccess.changes',
} as const;

/** Context keys that package.json's `when` clauses ask. */
export const CONTEXT_KEYS = {
  /** Some tenant is connected. */
  hasTenants: 'logtoAccess.hasTenants',
  /** Some sync is running. */
  syncing: 'logtoAccess.syncing',
  /** A comparison is open. */
  comparing: 'logtoAccess.comparing',
  /** The extension has been activated, so that the other keys mean something. */
  active: 'logtoAccess.active',
} as const;
