import * as vscode from 'vscode';
import { traceError } from '../../errors.ts';
import type { Severity } from '../../findings/model.ts';
import { parseAccessUri } from '../documents/accessUri.ts';
import { ACCESS_SCHEME } from '../documents/schemes.ts';
import type { Services } from '../services.ts';
import type { Findings } from './findings.ts';
import { locate } from './locate.ts';

/** Problems of one document: VS Code shows no more of one file than these. */
const MOST = 1000;

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  high: vscode.DiagnosticSeverity.Error,
  medium: vscode.DiagnosticSeverity.Warning,
  low: vscode.DiagnosticSeverity.Information,
};

/** Shows findings as problems of the open documents of access, at the line of what they are about. */
export function registerFindingProblems(
  context: vscode.ExtensionContext,
  { log }: Services,
  findings: Findings,
): void {
  const problems = vscode.languages.createDiagnosticCollection('logto-access-findings');
  const show = (document: vscode.TextDocument): void => {
    if (document.uri.scheme !== ACCESS_SCHEME) return;
    problemsOf(document, findings)
      .then((found) => {
        if (!document.isClosed) problems.set(document.uri, found);
      })
      .catch((error: unknown) => log.warn(traceError(error)));
  };
  const showAll = (): void => vscode.workspace.textDocuments.forEach(show);
  context.subscriptions.push(
    problems,
    vscode.workspace.onDidOpenTextDocument(show),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => problems.delete(uri)),
    findings.onDidChange(showAll),
  );
  showAll();
}

async function problemsOf(document: vscode.TextDocument, findings: Findings): Promise<vscode.Diagnostic[]> {
  const { snapshotId, subject } = parseAccessUri(document.uri);
  const naming = 'id' in subject ? subject.id : undefined;
  if (naming === undefined && subject.kind !== 'tenant' && subject.kind !== 'users') return [];
  const wanted = { offset: 0, limit: MOST, ...(naming !== undefined && { naming }) };
  const { ruleOf } = await import('../../findings/rules.ts');
  const page = await findings.page(snapshotId, wanted);
  return locate(document.getText().split('\n'), page.findings).map(({ finding, line, start, end }) => {
    const { whatToDo = '', documentation = '' } = ruleOf(finding.rule) ?? {};
    const range = new vscode.Range(line, start, line, end);
    const stop = finding.saw.endsWith('.') ? '' : '.'; // a name may end in one
    const problem = new vscode.Diagnostic(
      range,
      `${finding.saw}${stop} ${whatToDo}`,
      SEVERITIES[finding.severity],
    );
    problem.source = 'Logto Access';
    problem.code = { value: finding.rule, target: vscode.Uri.parse(documentation) };
    return problem;
  });
}
