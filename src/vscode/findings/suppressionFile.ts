import * as vscode from 'vscode';
import {
  parseSuppressions,
  SUPPRESSIONS_FILE,
  withSuppression,
  type Suppression,
} from '../../findings/suppressions.ts';

/** Where suppressions are kept: in the workspace, where they can be committed, else beside the snapshots. */
export function suppressionsUri({
  globalStorageUri,
}: Pick<vscode.ExtensionContext, 'globalStorageUri'>): vscode.Uri {
  const [folder] = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  return vscode.Uri.joinPath(folder?.uri ?? globalStorageUri, SUPPRESSIONS_FILE);
}

/** What is suppressed; an error says what is wrong in the file. */
export async function readSuppressions(file: vscode.Uri): Promise<readonly Suppression[]> {
  const bytes = await readOrNothing(file);
  return bytes === undefined ? [] : parseSuppressions(Buffer.from(bytes).toString('utf8'), SUPPRESSIONS_FILE);
}

/** Suppresses one more finding. */
export async function addSuppression(file: vscode.Uri, one: Suppression): Promise<void> {
  const text = withSuppression(await readSuppressions(file), one);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
  await vscode.workspace.fs.writeFile(file, Buffer.from(text));
}

async function readOrNothing(file: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(file);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
