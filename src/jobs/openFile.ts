import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makePartialFolderNow, removeLeftByEnded } from '../c1/partialFolder.ts';
import { kindOf } from '../c1/read/kind.ts';
import { removeDatabase } from '../snapshot/store/removeDatabase.ts';
import { runJob, type JobOptions } from './run.ts';

/** How far it is, and how to cancel it. */
export type OpenOptions = Pick<JobOptions<'read'>, 'onProgress' | 'signal'>;

/**
 * Opens files of every kind as snapshot files: a snapshot is one already, and a C1 file is read into one that lies in
 * a temporary folder until `close`. Where the process is killed before, the next one removes it.
 */
export class FileOpener {
  readonly #workerFile: string | URL;
  readonly #cleared: Promise<void>;
  #folder: string | undefined;
  #read = 0;
  readonly #cleanUp = (): void => this.close();

  constructor(workerFile: string | URL) {
    this.#workerFile = workerFile;
    this.#cleared = removeLeftByEnded(tmpdir());
  }

  /** The snapshot file for a file; an `AccessError` says why it cannot be opened. */
  async open(file: string, options: OpenOptions = {}): Promise<string> {
    await this.#cleared;
    if (kindOf(file) === 'snapshot') return file;
    const into = join(this.#makeFolder(), `${++this.#read}.snapshot`);
    try {
      await runJob(this.#workerFile, 'read', { file, into }, options);
      return into;
    } catch (error) {
      this.remove(into); // a worker that was ended could not
      throw error;
    }
  }

  /** Makes a folder for a file that is to be opened, which is removed with it. */
  makeFolderFor(): string {
    return mkdtempSync(join(this.#makeFolder(), 'copy-'));
  }

  /** Removes a file that was made here, with what may lie beside it; any other file is not touched. */
  remove(snapshotFile: string): void {
    const folder = dirname(snapshotFile);
    if (this.#folder !== undefined && dirname(folder) === this.#folder) removeFolder(folder);
    if (folder !== this.#folder) return;
    for (const file of [snapshotFile, `${snapshotFile}.partial`, `${snapshotFile}.unpacked`])
      removeDatabase(file);
  }

  /** Removes everything that was made here. */
  close(): void {
    process.off('exit', this.#cleanUp);
    if (this.#folder !== undefined) removeFolder(this.#folder);
    this.#folder = undefined;
  }

  #makeFolder(): string {
    if (this.#folder === undefined) process.once('exit', this.#cleanUp);
    this.#folder ??= makePartialFolderNow(tmpdir());
    return this.#folder;
  }
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
