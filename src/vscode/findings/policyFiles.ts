import * as vscode from 'vscode';

/** Where a workspace says what access there may be. */
export const POLICY_FILES = '**/logto-access.policy.jsonc';

/** The policies of the workspace, where it is trusted. */
export async function findPolicies(): Promise<readonly vscode.Uri[]> {
  return vscode.workspace.isTrusted ? vscode.workspace.findFiles(POLICY_FILES, '**/node_modules/**', 20) : [];
}
