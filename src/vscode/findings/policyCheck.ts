import * as vscode from 'vscode';
import { throwIfCancelled, traceError } from '../../errors.ts';
import { runJob } from '../../jobs/run.ts';
import { isFor, tenantsOf, wrongIn, type PolicyTenant, type Verdict } from '../../policy/check.ts';
import type { Span } from '../../jsonTree.ts';
import type { PolicyTenants } from '../../policy/model.ts';
import { verdictWords } from '../../policy/report.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { oneLine } from '../../words.ts';
import type { Services } from '../services.ts';
import { explain } from '../say.ts';
import { aboutAll, problemAt } from './problem.ts';
import { tenantNow } from './tenantNow.ts';

type Parts = Pick<Services, 'log' | 'workerFile' | 'tenants'>;

/**
 * The problems of a policy: what is wrong in it, whichever snapshots there are, or else what it says of each of them.
 */
export async function problemsOf(
  parts: Parts,
  uri: vscode.Uri,
  snapshots: readonly Snapshot[],
  signal: AbortSignal,
): Promise<vscode.Diagnostic[]> {
  const opening = vscode.workspace.openTextDocument(uri);
  const wrong = await opening.then(whatIsWrong, () => []); // whoever checks it says why it cannot be read
  throwIfCancelled(signal);
  if (wrong.length > 0) return wrong;
  const tenants = await opening.then(
    (document) => tenantsOf(document.getText()),
    () => undefined,
  );
  throwIfCancelled(signal);
  const shown = snapshots.map((snapshot) => ({ snapshot, tenant: tenantNow(parts, snapshot.info) }));
  const meant = shown.filter(({ tenant }) => isFor(tenants, tenant));
  const isOneOfMany = meant.length > 1;
  const checks = meant.map((one) => checkOne(parts, { ...one, opening, isOneOfMany }, signal));
  const unmet =
    tenants === undefined
      ? []
      : notShown(
          await opening,
          tenants,
          shown.map(({ tenant }) => tenant),
        );
  return [...unmet, ...(await Promise.all(checks)).flat()];
}

function whatIsWrong(document: vscode.TextDocument): vscode.Diagnostic[] {
  return wrongIn(document.getText()).map((verdict) => toProblem(document, verdict, ''));
}

/** A name that no tenant has would make a policy look like one that holds there. */
function notShown(
  document: vscode.TextDocument,
  { names, at }: PolicyTenants,
  shown: readonly PolicyTenant[],
): vscode.Diagnostic[] {
  if (shown.length === 0) return [];
  const unmet = names.filter((name) => !shown.some((tenant) => isFor({ names: [name], at }, tenant)));
  if (unmet.length === 0) return [];
  const called = unmet.map(oneLine).join(', ');
  const problem = aboutAll(
    unmet.length === names.length
      ? vscode.l10n.t(
          'This policy is checked nowhere: no tenant that is shown is called {0}, by name or id.',
          called,
        )
      : vscode.l10n.t(
          'This policy is not checked in {0}: no tenant that is shown is called so, by name or id.',
          called,
        ),
    vscode.DiagnosticSeverity.Warning,
  );
  problem.range = rangeOf(document, at);
  return [problem];
}

/** A policy, and a snapshot that it is to hold in. */
interface PolicyCheck {
  readonly opening: Thenable<vscode.TextDocument>;
  readonly snapshot: Snapshot;
  readonly tenant: PolicyTenant;
  /** Whether it is checked in others too, so that each problem has to say where. */
  readonly isOneOfMany: boolean;
}

/** Checks a policy in one snapshot, and gives the problems of it; where it cannot be checked, one that says why. */
async function checkOne(
  { log, workerFile }: Parts,
  { opening, snapshot: { file }, tenant, isOneOfMany }: PolicyCheck,
  signal: AbortSignal,
): Promise<vscode.Diagnostic[]> {
  const name = oneLine(tenant.tenantName);
  try {
    const document = await opening;
    const job = { file, tenant, policy: document.getText() };
    const { verdicts } = await runJob(workerFile, 'check', job, { signal });
    return verdicts.map((verdict) => toProblem(document, verdict, isOneOfMany ? `${name}: ` : ''));
  } catch (error) {
    throwIfCancelled(signal);
    log.warn(traceError(error));
    return [notChecked(name, error)];
  }
}

function toProblem(document: vscode.TextDocument, verdict: Verdict, where: string): vscode.Diagnostic {
  const { at, kind, assert } = verdict;
  const range = rangeOf(document, at);
  const severity = kind === 'breach' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const problem = problemAt(range, `${where}${verdictWords(verdict)}.`, severity);
  if (assert !== undefined) problem.code = assert;
  return problem;
}

function rangeOf(document: vscode.TextDocument, { offset, length }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

/** Without it, a policy that nobody could check would look like one that holds. */
function notChecked(tenant: string, error: unknown): vscode.Diagnostic {
  const message = vscode.l10n.t(
    'This policy could not be checked in {0}. {1} It is checked again after the next edit or sync.',
    tenant,
    explain(error),
  );
  return aboutAll(message, vscode.DiagnosticSeverity.Warning);
}
