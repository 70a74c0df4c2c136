// A file system that only VS Code can reach, with one folder, as a workspace on a server is one. Nothing can search it.
const vscode = require('vscode');

const files = new Map([
  ['/work/logto-access.policy.jsonc', Buffer.from('{ "assertions": [{ "assert": "requiresMfa" }] }')],
]);
const changed = new vscode.EventEmitter();
const tell = (type, uri) => changed.fire([{ type, uri }]);

const provider = {
  onDidChangeFile: changed.event,
  watch: () => new vscode.Disposable(() => undefined),
  createDirectory: () => undefined,
  rename: () => undefined,
  stat(uri) {
    const file = files.get(uri.path);
    if (file === undefined && !['/', '/work'].includes(uri.path))
      throw vscode.FileSystemError.FileNotFound(uri);
    const type = file === undefined ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size: file?.length ?? 0 };
  },
  readDirectory({ path }) {
    const names = [...files.keys()].filter((file) => file.startsWith(`${path}/`));
    return names.map((file) => [file.slice(path.length + 1), vscode.FileType.File]);
  },
  readFile(uri) {
    const file = files.get(uri.path);
    if (file === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  },
  writeFile(uri, content) {
    const type = files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    files.set(uri.path, content);
    tell(type, uri);
  },
  delete(uri) {
    files.delete(uri.path);
    tell(vscode.FileChangeType.Deleted, uri);
  },
};

exports.activate = ({ subscriptions }) =>
  subscriptions.push(vscode.workspace.registerFileSystemProvider('virtual', provider));
