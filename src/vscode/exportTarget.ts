import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { AccessError } from '../errors.ts';

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

/** Lets `write` write the file of a target; what is no file is written by VS Code, as a copy. */
export async function writeTo<T>(target: string, write: (file: string) => Promise<T>): Promise<T> {
  const uri = uriOf(target);
  if (uri.scheme === 'file') return write(target.startsWith('file:') ? uri.fsPath : target);
  const folder = await mkdtemp(join(tmpdir(), 'logto-access-'));
  try {
    const file = join(folder, 'export');
    const result = await write(file);
    await copy(vscode.Uri.file(file), uri);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copy(file: vscode.Uri, target: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.copy(file, target, { overwrite: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AccessError(vscode.l10n.t('{0} was not written: {1}', target.toString(true), reason), {
      code: 'storage.failed',
      hint: vscode.l10n.t('Choose another place and export again.'),
      cause: error,
    });
  }
}
