import { readdirSync, statSync, type Dirent } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { FindingChanges } from '../changes/judging/findings.ts';
import type { Comparison } from '../changes/model.ts';
import { AccessError } from '../errors.ts';
import type { FoundPage, HowToJudge, Wanted } from '../findings/found.ts';
import { FileOpener } from '../jobs/openFile.ts';
import { runJob } from '../jobs/run.ts';
import { factsBeside, snapshotFilesAmong } from '../snapshot/store/facts.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import { ReadOnce } from '../snapshot/store/readOnce.ts';
import { infoOrWhy, isUnreadable, mayBeNewer, type UnreadableFile } from '../snapshot/store/unreadable.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import type { CompareOptions, Library, LibraryEntry } from '../tools/library.ts';
import type { Engine } from './engine.ts';

/** A file that was given or lies in a folder, and the snapshot file that it was read into. */
interface Found {
  readonly path: string;
  readonly file: string;
  readonly read: SnapshotInfo | UnreadableFile;
}

/** A snapshot file, and what the file is called that it was read from. */
interface Shelved {
  readonly file: string;
  readonly name: string;
  readonly info: SnapshotInfo;
  /** Whether a person has taken it for right, where most of the one before is gone in it. */
  readonly accepted: boolean;
}

/** The snapshots in files and folders that a command line was given. What a folder gets later is there as well. */
export class SnapshotLibrary implements Library {
  readonly #engine: Engine;
  readonly #how: HowToJudge;
  readonly #opener: FileOpener;
  readonly #infos = new ReadOnce(infoOrWhy);
  readonly #open = new Map<string, Snapshot>();
  readonly #folders: string[] = [];
  /** The snapshot file of each file that was given, by its own path. */
  readonly #files = new Map<string, string>();

  constructor(engine: Engine, how: HowToJudge) {
    this.#engine = engine;
    this.#how = how;
    this.#opener = new FileOpener(engine.workerFile);
  }

  /** Adds a file of any kind, or a folder of snapshots and of such folders; an error says why it cannot. */
  async add(path: string): Promise<void> {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    if (isFolder) {
      this.#folders.push(path);
      return;
    }
    const file = await this.#opener.open(path, { signal: this.#engine.signal });
    Snapshot.open(file).close();
    this.#files.set(path, file);
  }

  list(): readonly LibraryEntry[] {
    const found = this.#found();
    const unreadable = unreadableOf(found);
    const ofTenants = [...Map.groupBy(shelvedOf(found), ({ info }) => info.tenantId).values()];
    return ofTenants
      .map((ofOne) => ofOne.toSorted((a, b) => b.info.startedAt - a.info.startedAt))
      .flatMap((newestFirst) => entriesOfTenant(newestFirst, unreadable));
  }

  unreadable(): readonly UnreadableFile[] {
    return unreadableOf(this.#found());
  }

  open(id: string): Snapshot {
    const snapshot = this.#open.get(id) ?? Snapshot.open(this.#fileOf(id));
    this.#open.set(id, snapshot);
    return snapshot;
  }

  compare(beforeId: string, afterId: string, { only, signal }: CompareOptions): Promise<Comparison> {
    const [before, after] = [this.#fileOf(beforeId), this.#fileOf(afterId)];
    const job = { before, after, ...(only !== undefined && { only }) };
    return runJob(this.#engine.workerFile, 'compare', job, { signal });
  }

  findings(id: string, wanted: Wanted, signal: AbortSignal): Promise<FoundPage> {
    const job = { file: this.#fileOf(id), ...this.#how, wanted };
    return runJob(this.#engine.workerFile, 'findings', job, { signal });
  }

  how(): HowToJudge {
    return this.#how;
  }

  async judge(beforeId: string, afterId: string, signal: AbortSignal): Promise<FindingChanges | undefined> {
    const [before, after] = [this.#fileOf(beforeId), this.#fileOf(afterId)];
    const job = { before, after, ...this.#how, policies: [], mostOfRule: Infinity };
    return (await runJob(this.#engine.workerFile, 'judge', job, { signal })).findings;
  }

  close(): void {
    for (const snapshot of this.#open.values()) snapshot.close();
    this.#open.clear();
    this.#opener.close();
  }

  /** Every file once, with what is in it. */
  #found(): Found[] {
    const given = [...this.#files].map(([path, file]) => ({ path, file: resolve(file) }));
    const inFolders = this.#folders.flatMap(snapshotsIn).map((file) => ({ path: file, file }));
    const all = new Map([...given, ...inFolders].map((one) => [one.file, one]));
    return [...all.values()].flatMap((one): Found[] => {
      const read = this.#infos.get(one.file);
      return read === undefined ? [] : [{ ...one, read }];
    });
  }

  #fileOf(id: string): string {
    const found = shelvedOf(this.#found()).find(({ info }) => info.id === id);
    if (found !== undefined) return found.file;
    throw new AccessError(`The snapshot ${id} is gone.`, {
      code: 'snapshot.missing',
      hint: 'Its file was removed; ask another one.',
    });
  }
}

/** Every snapshot once. */
function shelvedOf(found: readonly Found[]): Shelved[] {
  const shelf = found.flatMap(({ path, file, read }) =>
    isUnreadable(read) ? [] : [shelved(path, file, read)],
  );
  return [...new Map(shelf.map((one) => [one.info.id, one])).values()];
}

function unreadableOf(found: readonly Found[]): UnreadableFile[] {
  return found.flatMap(({ read }) => (isUnreadable(read) ? [read] : []));
}

/** The current one is the newest; a doubtful one only where there is no other. */
function entriesOfTenant(
  newestFirst: readonly Shelved[],
  unreadable: readonly UnreadableFile[],
): LibraryEntry[] {
  const [newest] = newestFirst;
  const current = newestFirst.find(({ info, accepted }) => info.vanished === undefined || accepted) ?? newest;
  return newestFirst.map((one) => ({
    ...{ info: one.info, name: one.name, tenant: newest?.info.tenantName ?? one.info.tenantName },
    ...{ accepted: one.accepted, isCurrent: one === current },
    ...(one === current && { mayBeNewer: mayBeNewer(beside(one, unreadable), one.info) }),
  }));
}

/** Those in the same folder: nobody knows of which tenant they are. */
function beside(one: Shelved, unreadable: readonly UnreadableFile[]): UnreadableFile[] {
  return unreadable.filter(({ file }) => dirname(file) === dirname(one.file));
}

/** What a person said of a snapshot lies beside its file: its name, or else it has that of the file. */
function shelved(path: string, file: string, info: SnapshotInfo): Shelved {
  const { label, accepted = false } = factsBeside(path);
  return { file, name: label ?? basename(path), info, accepted };
}

/** The snapshot files in a folder, and one folder deeper, where each tenant of an editor has its own. */
function snapshotsIn(folder: string): string[] {
  const entries = entriesOf(folder);
  const inside = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  return [folder, ...inside].flatMap((one) => snapshotFilesAmong(entriesOf(one), resolve(one)));
}

/** What is in a folder; nothing where it is gone since or may not be read, so that others are asked all the same. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
