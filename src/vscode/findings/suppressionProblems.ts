import * as vscode from 'vscode';
import { traceError } from '../../errors.ts';
import type { WrongAt } from '../../jsonTree.ts';
import { Latest } from '../latest.ts';
import type { Services } from '../services.ts';
import type { Findings } from './findings.ts';
import { problemAt } from './problem.ts';
import { suppressionsUri, wrongSuppressions } from './suppressionFile.ts';

/** Shows what is wrong in the file of suppressions as problems of it, after each edit, and whenever it is read anew. */
export function registerSuppressionProblems(
  context: vscode.ExtensionContext,
  { log }: Services,
  findings: Findings,
): void {
  const problems = vscode.languages.createDiagnosticCollection('logto-access-suppressions');
  const latest = new Latest();
  const show = async (): Promise<void> => {
    const signal = latest.begin();
    const file = suppressionsUri(context);
    const wrong = await wrongSuppressions(file);
    if (signal.aborted) return;
    problems.clear();
    problems.set(file, wrong.map(toProblem));
  };
  const showNow = (): void => {
    show().catch((error: unknown) => log.warn(traceError(error))); // whoever judges by it says why it cannot be read
  };
  const showWhereOf = ({ uri }: vscode.TextDocument): void => {
    if (uri.toString() === suppressionsUri(context).toString()) showNow();
  };
  context.subscriptions.push(
    problems,
    findings.onDidChange(showNow),
    vscode.workspace.onDidChangeTextDocument(({ document }) => showWhereOf(document)),
    vscode.workspace.onDidCloseTextDocument(showWhereOf),
  );
  showNow();
}

function toProblem({ at: { line, column, length }, message }: WrongAt): vscode.Diagnostic {
  const range = new vscode.Range(line, column, line, column + length);
  return problemAt(range, message, vscode.DiagnosticSeverity.Warning);
}
