import * as vscode from 'vscode';

/** A problem of a whole text, at its start. */
export function aboutAll(message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const problem = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), message, severity);
  problem.source = 'Logto Access';
  return problem;
}
