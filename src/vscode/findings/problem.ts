import * as vscode from 'vscode';

/** A problem of ours at a place in a text. */
export function problemAt(
  range: vscode.Range,
  message: string,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const problem = new vscode.Diagnostic(range, message, severity);
  problem.source = 'Logto Access';
  return problem;
}

/** A problem of a whole text, at its start. */
export function aboutAll(message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  return problemAt(new vscode.Range(0, 0, 0, 0), message, severity);
}
