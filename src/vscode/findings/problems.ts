import * as vscode from 'vscode';
import { CancelledError, traceError } from '../../errors.ts';
import type { Severity } from '../../findings/model.ts';
import { ruleOf } from '../../findings/rules.ts';
import type { Located } from '../../jobs/locateFindings.ts';
import { number } from '../../words.ts';
import { parseAccessUri } from '../documents/accessUri.ts';
import { ACCESS_SCHEME } from '../documents/schemes.ts';
import { Latest } from '../latest.ts';
import { explain } from '../say.ts';
import type { Services } from '../services.ts';
import { aboutAll, problemAt } from './problem.ts';
import type { Findings } from './findings.ts';

/** Findings of one document, beside the problem that says how many more there are: VS Code shows 1,000 problems of a file. */
const MOST = 999;

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
  const asked = new WeakMap<vscode.TextDocument, Latest>();
  const show = (document: vscode.TextDocument): void => {
    if (document.uri.scheme !== ACCESS_SCHEME) return;
    const latest = asked.get(document) ?? new Latest();
    asked.set(document, latest);
    const signal = latest.begin();
    problemsOf(document, findings, signal)
      .then((found) => {
        if (!signal.aborted && !document.isClosed) problems.set(document.uri, found);
      })
      .catch((error: unknown) => {
        if (error instanceof CancelledError) return;
        log.warn(traceError(error));
        if (!signal.aborted && !document.isClosed) problems.set(document.uri, [notJudged(error)]);
      });
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

/** The problems of a document: the most severe findings of what stands in it, and how many more there are. */
async function problemsOf(
  document: vscode.TextDocument,
  findings: Findings,
  signal: AbortSignal,
): Promise<vscode.Diagnostic[]> {
  const { snapshotId, subject } = parseAccessUri(document.uri);
  if (subject.kind === 'facts' || subject.kind === 'answer') return [];
  const naming =
    'id' in subject ? subject.id : 'organizationId' in subject ? subject.organizationId : undefined;
  const wanted = { text: document.getText(), limit: MOST, ...(naming !== undefined && { naming }) };
  const { located, total } = await findings.locate(snapshotId, wanted, signal);
  const left = total - located.length;
  return [...located.map(toProblem), ...(left === 0 ? [] : [moreProblem(left)])];
}

function toProblem({ finding, line, start, end }: Located): vscode.Diagnostic {
  const { whatToDo = '', documentation = '' } = ruleOf(finding.rule) ?? {};
  const stop = finding.saw.endsWith('.') ? '' : '.'; // a name may end in one
  const problem = problemAt(
    new vscode.Range(line, start, line, end),
    `${finding.saw}${stop} ${whatToDo}`,
    SEVERITIES[finding.severity],
  );
  problem.code = { value: finding.rule, target: vscode.Uri.parse(documentation) };
  return problem;
}

function moreProblem(left: number): vscode.Diagnostic {
  const message = vscode.l10n.t(
    'Further findings in this text, none of them more severe: {0}. The Findings view lists all, and Export Findings… writes them into a file.',
    number(left),
  );
  return aboutAll(message, vscode.DiagnosticSeverity.Information);
}

/** Without it, a text that nobody could judge would look like one in which nothing is wrong. */
function notJudged(error: unknown): vscode.Diagnostic {
  const message = vscode.l10n.t('This text could not be judged. {0}', explain(error));
  return aboutAll(message, vscode.DiagnosticSeverity.Warning);
}
