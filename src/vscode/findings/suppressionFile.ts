import * as vscode from 'vscode';
import {
  parseSuppressions,
  SUPPRESSIONS_FILE,
  withSuppression,
  type Suppression,
} from '../../findings/suppressions.ts';
import { textOf } from '../../words.ts';

/** Where suppressions are kept: in the workspace, where they can be committed, else beside the snapshots. */
export function suppressionsUri({
  globalStorageUri,
}: Pick<vscode.ExtensionContext, 'globalStorageUri'>): vscode.Uri {
  const [folder] = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  return vscode.Uri.joinPath(folder?.uri ?? globalStorageUri, SUPPRESSIONS_FILE);
}

/** What is suppressed; an error says what is wrong in the file. */
export async function readSuppressions(file: vscode.Uri): Promise<readonly Suppression[]> {
  const text = await readOrNothing(file);
  return text === undefined ? [] : parseSuppressions(text, SUPPRESSIONS_FILE);
}

/** Suppresses one more finding: in the editor where the file is open there, so that it shows it at once. */
export async function addSuppression(file: vscode.Uri, one: Suppression): Promise<void> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open !== undefined) return replaceText(open, withSuppression(open.getText(), SUPPRESSIONS_FILE, one));
  const text = withSuppression(await readOrNothing(file), SUPPRESSIONS_FILE, one);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
  await vscode.workspace.fs.writeFile(file, Buffer.from(text));
}

async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

/** Opens the file at what was suppressed, for a look before it is committed; the focus stays, to suppress the next one. */
export async function showSuppression(file: vscode.Uri, finding: Suppression['finding']): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file);
  const start = document.positionAt(Math.max(0, document.getText().indexOf(JSON.stringify(finding))));
  const { range } = document.lineAt(start);
  await vscode.window.showTextDocument(document, { selection: range, preview: true, preserveFocus: true });
}

async function readOrNothing(file: vscode.Uri): Promise<string | undefined> {
  try {
    return textOf(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
