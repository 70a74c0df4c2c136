import * as vscode from 'vscode';

const NAME = 'logto-access.policy.jsonc';

/** Where a workspace says what access there may be. */
export const POLICY_FILES = `**/${NAME}`;

/** Folders of these can be searched. VS Code waits for ever for one that nothing searches, as a virtual one may be. */
const SEARCHED: readonly string[] = ['file', 'vscode-remote'];

/** The policies of the workspace, where it is trusted; of a virtual folder the one at its top. */
export async function findPolicies(): Promise<readonly vscode.Uri[]> {
  if (!vscode.workspace.isTrusted) return [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = folders.map(({ uri }) => (SEARCHED.includes(uri.scheme) ? search(uri) : atTopOf(uri)));
  return (await Promise.all(found)).flat();
}

function search(folder: vscode.Uri): Thenable<vscode.Uri[]> {
  return vscode.workspace.findFiles(
    new vscode.RelativePattern(folder, POLICY_FILES),
    '**/node_modules/**',
    20,
  );
}

async function atTopOf(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const file = vscode.Uri.joinPath(folder, NAME);
  try {
    await vscode.workspace.fs.stat(file);
    return [file];
  } catch {
    return []; // there is none, or nothing can be read there
  }
}
