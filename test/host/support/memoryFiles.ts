import * as vscode from 'vscode';

/** Files that only VS Code can reach, as those of a virtual workspace are. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readOnly = false;
  /** Every write breaks off in the middle. */
  breaksOff = false;
  readonly #files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  /** The text of a file, if there is one. */
  texts(path: string): string[] {
    const bytes = this.#files.get(path);
    return bytes === undefined ? [] : [new TextDecoder().decode(bytes)];
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const file = this.#files.get(path);
    if (file !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: file.length };
    if (/\.(json|tmp)$/.test(path)) throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const file = this.#files.get(path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return file;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    if (this.readOnly) throw vscode.FileSystemError.NoPermissions(uri);
    this.#files.set(uri.path, this.breaksOff ? content.slice(0, content.length / 2) : content);
    if (this.breaksOff) throw vscode.FileSystemError.Unavailable(uri);
  }

  /** The paths of all files. */
  get paths(): string[] {
    return [...this.#files.keys()];
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    // every folder is there
  }

  delete({ path }: vscode.Uri): void {
    this.#files.delete(path);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.#files.set(to.path, this.readFile(from));
    this.#files.delete(from.path);
  }
}
