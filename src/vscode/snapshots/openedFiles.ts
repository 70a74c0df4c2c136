import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { withText } from '../../sentence.ts';
import { AccessError, messageOf } from '../../errors.ts';
import { FileOpener, type OpenOptions } from '../../jobs/openFile.ts';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { Snapshot } from '../../snapshot/snapshot.ts';
import { pathOf, uriOf } from '../targets.ts';
import type { OpenSnapshots } from './openSnapshots.ts';

/** A file from anywhere that a person opened: a snapshot, or a C1 file that was read into one. */
export interface OpenedFile {
  readonly file: string;
  readonly info: SnapshotInfo;
}

/** What C1 files were read into, and the files that views show beside the tenants. All of it ends with the session. */
export class OpenedFiles implements vscode.Disposable {
  readonly #opener: FileOpener;
  readonly #snapshots: OpenSnapshots;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #list: readonly OpenedFile[] = [];
  /** The snapshot file of each file that was opened or compared, as long as the file stays what it was. */
  readonly #known = new Map<string, { readonly stamp: string; readonly snapshotFile: string }>();

  /** What files were read into before they changed or were closed, as long as something shows it. */
  readonly #outdated = new Set<string>();

  constructor(workerFile: string, snapshots: OpenSnapshots) {
    this.#opener = new FileOpener(workerFile);
    this.#snapshots = snapshots;
  }

  /** The files that views show, in the order in which they were opened. */
  get list(): readonly OpenedFile[] {
    return this.#list;
  }

  /** The file of a snapshot that is named by its id or by a path; what is no snapshot yet is read into one. */
  async snapshotFileOf(idOrFile: string, options: OpenOptions = {}): Promise<string> {
    const file = this.#snapshots.fileOf(idOrFile);
    const known = this.#known.get(file);
    const stamp = await stampOf(file);
    if (known?.stamp === stamp) return known.snapshotFile;
    const path = pathOf(file);
    const snapshotFile = await (path === undefined
      ? this.#openCopy(file, options)
      : this.#opener.open(path, options));
    this.#known.set(file, { stamp, snapshotFile });
    if (known !== undefined) this.#outdated.add(known.snapshotFile);
    this.#removeOutdated();
    return snapshotFile;
  }

  /** Opens what only VS Code can reach, as a file of a virtual workspace, through a copy of the same name. */
  async #openCopy(file: string, options: OpenOptions): Promise<string> {
    const uri = uriOf(file);
    const local = join(this.#opener.makeFolderFor(), basename(uri.path));
    let snapshotFile: string | undefined;
    try {
      await copyHere(uri, local);
      const opened = await this.#opener.open(local, options);
      Snapshot.open(opened).close(); // else who uses it would say of the copy what is wrong
      return (snapshotFile = opened);
    } catch (error) {
      throw naming(uri, local, error);
    } finally {
      if (snapshotFile !== local) this.#opener.remove(local);
    }
  }

  /** Opens a file, so that views show it. It takes the place of what it was before, and of another copy of a snapshot. */
  async open(file: string, options: OpenOptions): Promise<OpenedFile> {
    const snapshotFile = await this.snapshotFileOf(file, options);
    const snapshot = Snapshot.open(snapshotFile);
    snapshot.close();
    const { info } = snapshot;
    const others = this.#list.filter((one) => one.info.id !== info.id && one.file !== file);
    for (const one of this.#list) if (!others.includes(one)) this.#snapshots.forget(one.info.id);
    this.#snapshots.forget(info.id);
    this.#snapshots.remember(info.id, snapshotFile);
    this.#set([...others, { file, info }]);
    this.#removeOutdated();
    return { file, info };
  }

  /** Takes a file out of the views, and removes what it was read into. */
  close(snapshotId: string): void {
    const closed = this.#list.find(({ info }) => info.id === snapshotId);
    if (closed === undefined) return;
    this.#snapshots.forget(snapshotId);
    const known = this.#known.get(closed.file);
    if (known !== undefined) this.#outdated.add(known.snapshotFile);
    this.#known.delete(closed.file);
    this.#set(this.#list.filter((one) => one !== closed));
    this.#removeOutdated();
  }

  dispose(): void {
    this.#changed.dispose();
    this.#opener.close();
  }

  #removeOutdated(): void {
    for (const file of this.#outdated) {
      if (this.#snapshots.remembers(file)) continue;
      try {
        this.#opener.remove(file);
        this.#outdated.delete(file);
      } catch {
        // on Windows something may be reading it: another time
      }
    }
  }

  #set(list: readonly OpenedFile[]): void {
    this.#list = list;
    this.#changed.fire(undefined);
  }
}

/** Changes when the file does; of a file that is not there, opening it tells. */
async function stampOf(file: string): Promise<string> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uriOf(file));
    return `${mtime} ${size}`;
  } catch {
    return 'missing';
  }
}

/** Says of the file that a person opened what an error says of its copy. */
function naming(uri: vscode.Uri, local: string, error: unknown): unknown {
  if (!(error instanceof AccessError) || !error.message.includes(local)) return error;
  const { code, cause } = error;
  const { message, hint } = error.said;
  return new AccessError(withText(message, local, uri.toString(true)), {
    ...{ code, cause },
    ...(hint !== undefined && { hint }),
  });
}

async function copyHere(uri: vscode.Uri, local: string): Promise<void> {
  try {
    await vscode.workspace.fs.copy(uri, vscode.Uri.file(local));
  } catch (error) {
    const reason = messageOf(error);
    throw new AccessError(vscode.l10n.t('{0} cannot be opened: {1}', uri.toString(true), reason), {
      code: 'file.unreadable',
      hint: vscode.l10n.t('Choose a file that you may read.'),
      cause: error,
    });
  }
}
