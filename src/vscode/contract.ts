import type { Compared } from '../access/compare.ts';
import type { Path } from '../access/explain.ts';
import type { Hit } from '../access/find/find.ts';
import type { MapWhere } from '../access/map/messages.ts';
import type { Cursor, HolderRow } from '../access/whoCan.ts';
import type { ExportFormat, ExportResult } from '../c1/export.ts';
import type { History } from '../changes/text/historyText.ts';
import type { Check } from '../logto/check.ts';
import type { ChangeSummary } from '../changes/model.ts';
import type { SnapshotCounts, Vanished } from '../snapshot/model.ts';
import type { FindableKind } from '../snapshot/read/findable.ts';

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

/** What is to be changed of a tenant; what is left out stays. */
export interface EditArgument extends TenantArgument {
  readonly name?: string;
  /** A new one, to rotate it. */
  readonly clientSecret?: string;
  readonly tokenUrl?: string;
  readonly resource?: string;
  readonly consoleUrl?: string;
}

export interface TestResult {
  readonly works: boolean;
  /** The token first, then everything that a sync reads; only the token where there is none. */
  readonly checks: readonly Check[];
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
  /** Also what C1's own Logto connector does not read; as the setting says where left out. */
  readonly extended?: boolean;
  /** Begin CSV with a byte order mark; as the setting says where left out. */
  readonly bom?: boolean;
}

export interface CompareArgument {
  /** Snapshot ids, or paths of snapshot files, C1 snapshot JSONs or .c1z files. */
  readonly before: string;
  readonly after: string;
}

export interface RenameArgument {
  readonly snapshotId: string;
  /** What to call it; nothing takes its name away, and leaves the date. */
  readonly label: string;
}

/** Snapshots of connected tenants. */
export interface SnapshotsArgument {
  readonly snapshotIds: readonly string[];
}

export interface OpenFileArgument {
  /** The path of a snapshot file, a C1 snapshot JSON or a .c1z. */
  readonly file: string;
}

export interface OpenFileResult {
  readonly snapshotId: string;
}

export interface CompareResult {
  readonly summary: ChangeSummary;
  /** Differences that cannot be judged, since a snapshot is incomplete; they are not in the summary. */
  readonly unsure: number;
  /**
   * What could not be read of either snapshot, in words; empty where both are complete. It was not compared, so that
   * nothing in the summary does not mean that nothing changed.
   */
  readonly missing: readonly string[];
}

/** Which snapshot is asked: the one named, or the shown one of the tenant; of the only tenant where left out. */
export interface AskArgument {
  readonly tenantId?: string;
  readonly snapshotId?: string;
}

export interface FindArgument extends AskArgument {
  /** A part of a name, e-mail, username, phone or id. */
  readonly query: string;
  /** All kinds of things where left out. */
  readonly kinds?: readonly FindableKind[];
  /** How many rows at most; 50 where left out. */
  readonly limit?: number;
}

/** Roles, permissions, organizations and people are named by their id, or by a name that only one of them has. */
export interface WhoCanArgument extends AskArgument {
  /** A permission, of an organization or of an API resource. Either this or `role` is given. */
  readonly scope?: string;
  /** An organization role or a global role. */
  readonly role?: string;
  /** Only what is held in this organization. */
  readonly organizationId?: string;
  /** How many rows at most; 1,000 where left out. */
  readonly limit?: number;
  /** Where to go on: `next` of the rows before. */
  readonly after?: Cursor;
}

export interface ExplainArgument extends AskArgument {
  /** A user, or a machine-to-machine application. */
  readonly userId: string;
  readonly organizationId?: string;
  /** Only paths to this permission. */
  readonly scope?: string;
}

export interface CompareAccessArgument extends AskArgument {
  /** Two people or applications, or two roles. */
  readonly first: string;
  readonly second: string;
}

export interface HistoryArgument extends AskArgument {
  /** A user, an organization or a role, of which any kept snapshot of the tenant may know. */
  readonly of: string;
}

/** What a map is to show: the tenant where nothing of it is named. Each is named by its id, or by a name that only one has. */
export interface MapArgument extends AskArgument {
  /** The people of an organization by roles; with one of the others, only what is held there. */
  readonly organizationId?: string;
  /** The surroundings of a user, or a machine-to-machine application. */
  readonly userId?: string;
  /** The surroundings of an organization role or a global role. */
  readonly roleId?: string;
  /** The surroundings of a permission. */
  readonly scopeId?: string;
}

/** What a map shows, and what that is called. */
export type MapShown = MapWhere & { readonly title: string };

/** What an answer consists of. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  /** How many there are in all. */
  readonly total: number;
  /** What the snapshot lacks that may have made more rows, in sentences. */
  readonly mayLack: readonly string[];
}

/** How many more there are by global roles, which an answer about one organization leaves out. */
export interface LeftOut {
  readonly leftOut: number;
}

/** Somebody who holds what was asked for, with every path to it: `Acme [o1] → admin → read:orders`. */
export type HolderWithPaths = HolderRow & { readonly paths: readonly string[] };

/** A path by which somebody has access, also as text. */
export type PathWithText = Path & { readonly path: string };

/**
 * The commands that can be called with an argument, from a key binding, a task, another extension or a test. They
 * then ask nothing, show no message, give a result and throw what goes wrong. Without an argument they ask for it,
 * show what goes wrong, and give `undefined` when the user cancels.
 */
export interface Commands {
  'logtoAccess.connectTenant': { argument: ConnectArgument; result: TenantArgument };
  'logtoAccess.openDemoTenant': { argument: Record<string, never>; result: TenantArgument };
  'logtoAccess.editTenant': { argument: EditArgument; result: TenantArgument };
  'logtoAccess.testConnection': { argument: TenantArgument; result: TestResult };
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
  'logtoAccess.openSnapshotFile': { argument: OpenFileArgument; result: OpenFileResult };
  'logtoAccess.diffSnapshots': { argument: CompareArgument; result: CompareResult };
  'logtoAccess.renameSnapshot': { argument: RenameArgument; result: undefined };
  'logtoAccess.pinSnapshot': { argument: SnapshotsArgument; result: undefined };
  'logtoAccess.unpinSnapshot': { argument: SnapshotsArgument; result: undefined };
  'logtoAccess.deleteSnapshot': { argument: SnapshotsArgument; result: undefined };
  /** Brings back what was deleted last, until the window is closed. */
  'logtoAccess.undoDeleteSnapshot': { argument: Record<string, never>; result: SnapshotsArgument };
  'logtoAccess.findAccess': { argument: FindArgument; result: Rows<Hit> };
  'logtoAccess.whoCan': {
    argument: WhoCanArgument;
    result: Rows<HolderWithPaths> & LeftOut & { readonly next?: Cursor };
  };
  'logtoAccess.explainAccess': { argument: ExplainArgument; result: Rows<PathWithText> & LeftOut };
  'logtoAccess.compareAccess': { argument: CompareAccessArgument; result: Compared };
  'logtoAccess.openAccessMap': { argument: MapArgument; result: MapShown };
  'logtoAccess.accessHistory': { argument: HistoryArgument; result: History };
}

export type CommandId = keyof Commands;
export type ArgumentOf<K extends CommandId> = Commands[K]['argument'];
export type ResultOf<K extends CommandId> = Commands[K]['result'];

/** Ids of the views in the activity bar container. */
export const VIEWS = {
  access: 'logtoAccess.access',
  answer: 'logtoAccess.answer',
  snapshots: 'logtoAccess.snapshots',
  changes: 'logtoAccess.changes',
  findings: 'logtoAccess.findings',
} as const;

/** Context keys that package.json's `when` clauses ask. */
export const CONTEXT_KEYS = {
  /** Some tenant is connected. */
  hasTenants: 'logtoAccess.hasTenants',
  /** Some sync was finished: the walkthrough's second step is done. */
  hasSynced: 'logtoAccess.hasSynced',
  /** Some file from outside is open. */
  hasFiles: 'logtoAccess.hasFiles',
  /** Some sync is running. */
  syncing: 'logtoAccess.syncing',
  /** The Access view is filtered. */
  filtered: 'logtoAccess.filtered',
  /** A comparison is open. */
  comparing: 'logtoAccess.comparing',
  /** The Changes view is filtered. */
  changesFiltered: 'logtoAccess.changesFiltered',
  /** An answer is open. */
  hasAnswer: 'logtoAccess.hasAnswer',
  /** The open answer compares two people or two roles. */
  answerCompares: 'logtoAccess.answerCompares',
  /** A snapshot was deleted that can be brought back. */
  canUndoDelete: 'logtoAccess.canUndoDelete',
  /** The extension has been activated, so that the other keys mean something. */
  active: 'logtoAccess.active',
} as const;
