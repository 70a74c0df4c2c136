import { randomUUID } from 'node:crypto';
import { homedir, tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import { makePartialFolder, removePartial } from '../c1/partialFolder.ts';
import { AccessError, messageOf, throwIfCancelled } from '../errors.ts';

/** The first workspace folder where it is one of files, or else the user's home. */
export function defaultFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder?.scheme === 'file' ? folder : vscode.Uri.file(homedir());
}

/** A target as an argument: the path of a file, or the URI of what is no file. */
export function targetOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

/** The address of a target, to open it. */
export function uriOf(target: string): vscode.Uri {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(target) ? vscode.Uri.parse(target) : vscode.Uri.file(target);
}

/** The path of a target; undefined where only VS Code can reach it. */
export function pathOf(target: string): string | undefined {
  const uri = uriOf(target);
  if (uri.scheme !== 'file') return undefined;
  return target.startsWith('file:') ? uri.fsPath : target;
}

/** The name of a target, without its folders. */
export function nameOf(target: string): string {
  return posix.basename(uriOf(target).path);
}

/** Lets `write` write the file of a target; what is no file is written by VS Code, as a copy. */
export async function writeTo<T>(
  target: string,
  signal: AbortSignal,
  write: (file: string) => Promise<T>,
): Promise<T> {
  const path = pathOf(target);
  if (path !== undefined) return write(path);
  const folder = await makePartialFolder(tmpdir());
  try {
    const file = join(folder, 'export');
    const result = await write(file);
    throwIfCancelled(signal);
    await copy(vscode.Uri.file(file), uriOf(target));
    return result;
  } finally {
    await removePartial(folder);
  }
}

/** Copies a file beside the target first, so that what was there is whole until the new one is. */
async function copy(file: vscode.Uri, target: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  const { dir, base } = posix.parse(target.path);
  const beside = target.with({ path: posix.join(dir, `.${base}.${randomUUID()}.tmp`) });
  try {
    await fs.copy(file, beside, { overwrite: true });
    await fs.rename(beside, target, { overwrite: true });
  } catch (error) {
    await Promise.resolve(fs.delete(beside)).catch(() => undefined); // it may not be there at all
    const reason = messageOf(error);
    throw new AccessError(vscode.l10n.t('{0} was not written: {1}', target.toString(true), reason), {
      code: 'storage.failed',
      hint: vscode.l10n.t('Choose another place and export again.'),
      cause: error,
    });
  }
}
