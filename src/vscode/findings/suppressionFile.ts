import * as vscode from 'vscode';
import type { HowToJudge } from '../../findings/found.ts';
import {
  readSuppressions,
  SUPPRESSIONS_FILE,
  unreadIn,
  withSuppression,
  type Suppression,
} from '../../findings/suppressionFile.ts';
import type { WrongAt } from '../../jsonTree.ts';
import { textOf } from '../../words.ts';

/** Where suppressions are kept: in the workspace, where they can be committed, else beside the snapshots. */
export function suppressionsUri({
  globalStorageUri,
}: Pick<vscode.ExtensionContext, 'globalStorageUri'>): vscode.Uri {
  const [folder] = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  return vscode.Uri.joinPath(folder?.uri ?? globalStorageUri, SUPPRESSIONS_FILE);
}

/** What is suppressed, and why that is not all where something is wrong in the file: lest one slip hide all findings. */
export async function suppressionsIn(
  file: vscode.Uri,
): Promise<Pick<HowToJudge, 'suppressions' | 'unreadSuppressions'>> {
  const text = await readOrNothing(file);
  if (text === undefined) return { suppressions: [] };
  const read = readSuppressions(text);
  const unreadSuppressions = unreadIn(read, SUPPRESSIONS_FILE);
  return { suppressions: read.suppressions, ...(unreadSuppressions !== undefined && { unreadSuppressions }) };
}

/** What is wrong in the file, where it stands; in the editor where the file is open there, saved or not. */
export async function wrongSuppressions(file: vscode.Uri): Promise<readonly WrongAt[]> {
  const text = openDocument(file)?.getText() ?? (await readOrNothing(file));
  return text === undefined ? [] : readSuppressions(text).wrong;
}

/** Suppresses one more finding: in the editor where the file is open there, so that it shows it at once. */
export async function addSuppression(file: vscode.Uri, one: Suppression): Promise<void> {
  const open = openDocument(file);
  if (open !== undefined) return replaceText(open, withSuppression(open.getText(), SUPPRESSIONS_FILE, one));
  const text = withSuppression(await readOrNothing(file), SUPPRESSIONS_FILE, one);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
  await vscode.workspace.fs.writeFile(file, Buffer.from(text));
}

function openDocument(file: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
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
