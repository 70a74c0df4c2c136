import type { TenantProfile } from '../../credentials/tenants.ts';
import type { StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import type { Delta } from '../../snapshot/store/facts.ts';
import type { OpenedFile } from '../snapshots/openedFiles.ts';

/** A tenant in the Snapshots view. */
export interface TenantRuns {
  readonly type: 'runs';
  readonly tenantId: string;
  readonly tenant: TenantProfile;
}

/** One run of a tenant. */
export interface RunItem {
  readonly type: 'run';
  readonly tenantId: string;
  readonly snapshotId: string;
  readonly stored: StoredSnapshot;
  /** When it ended, told apart from the other runs. */
  readonly time: string;
  /** How it differs from the run before; undefined as long as nobody knows, and for the first one. */
  readonly delta: Delta | undefined;
  /** Whether it is the oldest of its tenant, so that there is none before it. */
  readonly isFirst: boolean;
  /** Whether the Access view shows it. */
  readonly shown: boolean;
  /** Whether a person has to take it first, since most of the one before is gone. */
  readonly waits: boolean;
}

/** The opened files in the Snapshots view, apart from the tenants. */
export interface Files {
  readonly type: 'files';
}

/** One opened file. */
export interface FileItem {
  readonly type: 'file';
  readonly snapshotId: string;
  readonly stored: OpenedFile;
}

/** What stands below a tenant without any run. */
export interface NoRuns {
  readonly type: 'none';
  readonly tenantId: string;
}

/** A line of the Snapshots view. */
export type SnapshotsItem = TenantRuns | RunItem | NoRuns | Files | FileItem;
