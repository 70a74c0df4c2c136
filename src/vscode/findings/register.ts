import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerFindingCommands } from './findingCommands.ts';
import type { Findings } from './findings.ts';
import { findingsTree } from './findingsView.ts';
import type { FindingLine } from './lines.ts';
import { registerPolicyProblems } from './policyProblems.ts';
import { registerFindingProblems } from './problems.ts';
import { suppressionsUri } from './suppressionFile.ts';
import { registerSuppressionProblems } from './suppressionProblems.ts';

/** Shows what looks wrong as problems, gives the lines of its view, and shows what breaches the workspace's policy. */
export function registerFindings(
  context: vscode.ExtensionContext,
  services: Services,
  findings: Findings,
  view: vscode.TreeView<FindingLine>,
): vscode.TreeDataProvider<FindingLine> {
  const suppressions = vscode.workspace.createFileSystemWatcher('**/logto-access.suppressions.json');
  const judgeAnew = (): void => findings.forget();
  context.subscriptions.push(
    findings,
    suppressions,
    suppressions.onDidChange(judgeAnew),
    suppressions.onDidCreate(judgeAnew),
    suppressions.onDidDelete(judgeAnew),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.toString() === suppressionsUri(context).toString()) judgeAnew(); // which no watcher sees outside of folders
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) findings.lookAtDay();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) findings.lookAtDay();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(judgeAnew), // which has its suppressions read
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('logtoAccess.findings')) judgeAnew();
    }),
  );
  registerFindingProblems(context, services, findings);
  registerFindingCommands(context, services, findings);
  registerPolicyProblems(context, services);
  registerSuppressionProblems(context, services, findings);
  return findingsTree(context, services, findings);
}
