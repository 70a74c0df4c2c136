import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bringBack, removeAside, setAside, sweepAside } from './aside.ts';
import {
  factsFileOf,
  readFacts,
  SNAPSHOT_SUFFIX,
  snapshotFilesAmong,
  writeFacts,
  type ChangedFacts,
  type SnapshotFacts,
} from './facts.ts';
import type { SnapshotInfo } from '../model.ts';
import { ReadOnce } from './readOnce.ts';
import { removeDatabase } from './removeDatabase.ts';
import { infoOrWhy, isUnreadable, type UnreadableFile } from './unreadable.ts';

/** A snapshot that lies in the catalogue. */
export interface StoredSnapshot {
  readonly file: string;
  readonly info: SnapshotInfo;
  readonly facts: SnapshotFacts;
}

/** The snapshots of all tenants: `<root>/<tenant id>/<start time>.snapshot`. The folders are the only index. */
export class Catalogue {
  readonly #root: string;
  readonly #infos = new ReadOnce(infoOrWhy);
  readonly #facts = new ReadOnce(readFacts);
  readonly #listeners = new Set<() => void>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Calls `listener` whenever a snapshot is renamed, pinned, removed or brought back, or more is known of it. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
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
    const stored = this.#files(tenantId)
      .map((file) => this.#read(file))
      .filter((one) => one !== undefined);
    return stored.sort((a, b) => b.info.startedAt - a.info.startedAt);
  }

  /** The files that were passed over. */
  unreadable(tenantId: string): UnreadableFile[] {
    return this.#files(tenantId)
      .map((file) => this.#infos.get(file))
      .filter((read) => read !== undefined && isUnreadable(read));
  }

  newest(tenantId: string): StoredSnapshot | undefined {
    return this.list(tenantId)[0];
  }

  /** Adds to what is known of a snapshot, or takes away; does nothing where it was removed meanwhile. */
  note(file: string, facts: ChangedFacts): void {
    if (!existsSync(file)) return;
    writeFacts(factsFileOf(file), { ...this.#factsOf(file), ...facts });
    this.#tell();
  }

  /** Removes a snapshot and what is known of it, for good. */
  remove(file: string): void {
    removeDatabase(file);
    rmSync(factsFileOf(file), { force: true });
    this.#tell();
  }

  /** Takes a snapshot out of the list until it is brought back; gives where it lies meanwhile. */
  setAside(file: string): string {
    const aside = setAside(file);
    this.#tell();
    return aside;
  }

  /** Puts a snapshot that was set aside into the list again. */
  bringBack(aside: string): void {
    bringBack(aside);
    this.#tell();
  }

  /** Removes for good what this process has set aside of a tenant. */
  removeAside(tenantId: string): void {
    removeAside(this.#folder(tenantId));
  }

  /** Removes what was set aside of a tenant by processes that ended before they could. */
  sweepAside(tenantId: string): void {
    sweepAside(this.#folder(tenantId));
  }

  /** Removes the work of a tenant's unfinished sync. */
  removeWork(tenantId: string): void {
    removeDatabase(this.workFileOf(tenantId));
  }

  /** Removes all snapshots of a tenant, and the work of an unfinished sync. */
  removeAll(tenantId: string): void {
    rmSync(this.#folder(tenantId), { recursive: true, force: true });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #folder(tenantId: string): string {
    return join(this.#root, tenantId);
  }

  #files(tenantId: string): string[] {
    const folder = this.#folder(tenantId);
    if (!existsSync(folder)) return [];
    return snapshotFilesAmong(readdirSync(folder, { withFileTypes: true }), folder);
  }

  #read(file: string): StoredSnapshot | undefined {
    const info = this.#infos.get(file);
    if (info === undefined || isUnreadable(info)) return undefined;
    return { file, info, facts: this.#factsOf(file) };
  }

  #factsOf(file: string): SnapshotFacts {
    return this.#facts.get(factsFileOf(file)) ?? {};
  }
}
