import * as vscode from 'vscode';

/** Files that only VS Code can reach, as those of a virtual workspace are. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readOnly = false;
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
    if (path.endsWith('.json')) throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const file = this.#files.get(path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return file;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    if (this.readOnly) throw vscode.FileSystemError.NoPermissions(uri);
    this.#files.set(uri.path, content);
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

  rename(): void {
    throw vscode.FileSystemError.Unavailable('rename');
  }
}
