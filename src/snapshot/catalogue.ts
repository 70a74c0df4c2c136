import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SnapshotInfo } from './model.ts';
import { removeWork } from './partialFile.ts';
import { Snapshot } from './snapshot.ts';

/** Snapshot files end in this. */
export const SNAPSHOT_SUFFIX = '.snapshot';

/** A snapshot that lies in the catalogue. */
export interface StoredSnapshot {
  readonly file: string;
  readonly info: SnapshotInfo;
}

/** The snapshots of all tenants: `<root>/<tenant id>/<start time>.snapshot`. The folders are the only index. */
export class Catalogue {
  readonly #root: string;
  /** Snapshots never change, so what one says about itself is read once. */
  readonly #known = new Map<string, { readonly modifiedMs: number; readonly info: SnapshotInfo }>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Where a sync of the tenant that starts now is to be written. */
  fileFor(tenantId: string, startedAt: number): string {
    const name = new Date(startedAt).toISOString().replace(/[:.]/g, '-');
    return join(this.#folder(tenantId), `${name}${SNAPSHOT_SUFFIX}`);
  }

  /** Where the work of an unfinished sync of the tenant lies, so that the next one finds it. */
  workFileOf(tenantId: string): string {
    return join(this.#folder(tenantId), 'unfinished.partial');
  }

  /** A tenant's snapshots, newest first. Files that are no snapshot are passed over. */
  list(tenantId: string): StoredSnapshot[] {
    const folder = this.#folder(tenantId);
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder).filter((name) => name.endsWith(SNAPSHOT_SUFFIX));
    const stored = files.map((name) => this.#read(join(folder, name))).filter((one) => one !== undefined);
    return stored.sort((a, b) => b.info.startedAt - a.info.startedAt);
  }

  newest(tenantId: string): StoredSnapshot | undefined {
    return this.list(tenantId)[0];
  }

  /** Removes the work of a tenant's unfinished sync. */
  removeWork(tenantId: string): void {
    removeWork(this.workFileOf(tenantId));
  }

  /** Removes all snapshots of a tenant, and the work of an unfinished sync. */
  removeAll(tenantId: string): void {
    rmSync(this.#folder(tenantId), { recursive: true, force: true });
  }

  #folder(tenantId: string): string {
    return join(this.#root, tenantId);
  }

  #read(file: string): StoredSnapshot | undefined {
    const modifiedMs = statSync(file).mtimeMs;
    const known = this.#known.get(file);
    if (known?.modifiedMs === modifiedMs) return { file, info: known.info };
    try {
      const snapshot = Snapshot.open(file);
      snapshot.close();
      this.#known.set(file, { modifiedMs, info: snapshot.info });
      return { file, info: snapshot.info };
    } catch {
      return undefined;
    }
  }
}
