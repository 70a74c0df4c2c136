import * as vscode from 'vscode';
import { throwIfCancelled, traceError } from '../../errors.ts';
import { runJob } from '../../jobs/run.ts';
import type { Verdict } from '../../policy/check.ts';
import { verdictWords } from '../../policy/report.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import type { Services } from '../services.ts';
import { explain } from '../say.ts';

/** A policy, and a snapshot that it is to hold in. */
export interface PolicyCheck {
  readonly uri: vscode.Uri;
  readonly snapshot: Snapshot;
  /** Whether it is checked in others too, so that each problem has to say where. */
  readonly isOneOfMany: boolean;
}

/** Checks a policy in one snapshot, and gives the problems of it; where it cannot be checked, one that says why. */
export async function checkOne(
  { log, workerFile }: Pick<Services, 'log' | 'workerFile'>,
  { uri, snapshot, isOneOfMany }: PolicyCheck,
  signal: AbortSignal,
): Promise<vscode.Diagnostic[]> {
  const { info, file } = snapshot;
  const tenant = oneLine(info.tenantName);
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const { verdicts } = await runJob(workerFile, 'check', { file, policy: document.getText() }, { signal });
    return verdicts.map((verdict) => toProblem(document, verdict, isOneOfMany ? `${tenant}: ` : ''));
  } catch (error) {
    throwIfCancelled(signal);
    log.warn(traceError(error));
    return [notChecked(tenant, error)];
  }
}

function toProblem(document: vscode.TextDocument, verdict: Verdict, where: string): vscode.Diagnostic {
  const { at, kind, assert } = verdict;
  const range = new vscode.Range(document.positionAt(at.offset), document.positionAt(at.offset + at.length));
  const severity = kind === 'breach' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const problem = new vscode.Diagnostic(range, `${where}${verdictWords(verdict)}.`, severity);
  problem.source = 'Logto Access';
  if (assert !== undefined) problem.code = assert;
  return problem;
}

/** Without it, a policy that nobody could check would look like one that holds. */
function notChecked(tenant: string, error: unknown): vscode.Diagnostic {
  const message = vscode.l10n.t(
    'This policy could not be checked in {0}. {1} It is checked again after the next edit or sync.',
    tenant,
    explain(error),
  );
  const start = new vscode.Range(0, 0, 0, 0);
  const problem = new vscode.Diagnostic(start, message, vscode.DiagnosticSeverity.Warning);
  problem.source = 'Logto Access';
  return problem;
}
