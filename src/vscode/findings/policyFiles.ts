import * as vscode from 'vscode';
import type { Verdict } from '../../policy/check.ts';

const NAME = 'logto-access.policy.jsonc';

/** Where a workspace says what access there may be. */
export const POLICY_FILES = `**/${NAME}`;

/** Folders of these can be searched. VS Code waits for ever for one that nothing searches, as a virtual one may be. */
const SEARCHED: readonly string[] = ['file', 'vscode-remote'];

/** So many policies of a workspace are checked: a folder of other people's may hold any number. */
const MOST = 100;

/** The policies of a workspace, in the order of their addresses. */
interface Policies {
  readonly checked: readonly vscode.Uri[];
  /** Those beyond what is checked. */
  readonly leftOut: readonly vscode.Uri[];
}

/** What is said in the place of a check of a policy that is left out. */
export const LEFT_OUT: Verdict = {
  ...{ kind: 'error', at: { offset: 0, length: 0, line: 0, column: 0 } },
  message: `This policy is not checked: of a workspace the first ${MOST} are, by their paths`,
};

/** The policies of the workspace, where it is trusted; of a virtual folder the one at its top. */
export async function findPolicies(): Promise<Policies> {
  const all = await findAll();
  // one folder of a workspace may lie in another one
  const byAddress = new Map(all.map((uri) => [uri.toString(), uri]));
  const sorted = [...byAddress].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, uri]) => uri);
  return { checked: sorted.slice(0, MOST), leftOut: sorted.slice(MOST) };
}

/** Whether there is any, which is known as soon as one is found. */
export async function hasPolicies(): Promise<boolean> {
  return (await findAll(1)).length > 0;
}

/** At most so many of each folder; all of them where that is left out. */
async function findAll(most?: number): Promise<vscode.Uri[]> {
  if (!vscode.workspace.isTrusted) return [];
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = folders.map(({ uri }) => (SEARCHED.includes(uri.scheme) ? search(uri, most) : atTopOf(uri)));
  return (await Promise.all(found)).flat();
}

function search(folder: vscode.Uri, most: number | undefined): Thenable<vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(folder, POLICY_FILES);
  return vscode.workspace.findFiles(pattern, '**/node_modules/**', most);
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
