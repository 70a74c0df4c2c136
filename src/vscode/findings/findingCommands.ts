import * as vscode from 'vscode';
import { FINDING_FORMATS, type FindingFormat } from '../../findings/report/report.ts';
import { ruleOf } from '../../findings/rules.ts';
import { isDay, utcDay } from '../../words.ts';
import { choose } from '../ask/choose.ts';
import { askText, errorSaying } from '../commands/askText.ts';
import { viewCommands } from '../commands/command.ts';
import { withJobProgress } from '../jobProgress.ts';
import { inform } from '../say.ts';
import type { Services } from '../services.ts';
import { askForSource } from '../snapshots/sources.ts';
import { defaultFolder, nameOf, targetOf } from '../targets.ts';
import type { Findings } from './findings.ts';
import type { FindingLine } from './lines.ts';
import { showSuppression } from './suppressionFile.ts';

/** Commands of the Findings view and its lines. */
export function registerFindingCommands(
  context: vscode.ExtensionContext,
  services: Services,
  findings: Findings,
): void {
  const register = viewCommands(services);
  register('refreshFindings', () => findings.forget());
  register('suppressFinding', (line: FindingLine) => suppress(findings, line));
  register('openFindingDocumentation', (line: FindingLine) => openDocumentation(line));
  register('describeFindings', () => openPage(context));
  register('exportFindings', () => exportFindings(services, findings));
}

async function suppress(findings: Findings, { finding }: FindingLine): Promise<void> {
  if (finding === undefined) return;
  const title = vscode.l10n.t('Suppress: {0}', finding.saw);
  const prompt = vscode.l10n.t('Why is this right as it is?');
  const reason = await askText({ title, prompt, value: '', judge: judgeReason });
  if (reason === undefined) return;
  const until = await askText({
    ...{ title, prompt: vscode.l10n.t('Until which day, in UTC? It comes back on the next one.') },
    value: utcDay(Date.now() + 90 * 24 * 3600 * 1000),
    judge: judgeDay,
  });
  if (until === undefined) return;
  const file = await findings.suppress({
    finding: finding.key,
    ...(finding.roleIds && { roleIds: [...finding.roleIds] }),
    ...(finding.joinedBy && { joinedBy: [...finding.joinedBy] }),
    saw: finding.saw,
    reason: reason.value,
    until: until.value,
  });
  await showSuppression(file, finding.key);
  const where = vscode.workspace.asRelativePath(file);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Suppressed until {0}, in {1}', until.value, where), 5000);
}

function judgeReason(text: string): vscode.InputBoxValidationMessage | undefined {
  return text === '' ? errorSaying(vscode.l10n.t('A reason is needed, for whoever reviews it.')) : undefined;
}

function judgeDay(text: string): vscode.InputBoxValidationMessage | undefined {
  if (!isDay(text)) return errorSaying(vscode.l10n.t('A day such as 2026-12-31 is needed.'));
  return text < utcDay(Date.now()) ? errorSaying(vscode.l10n.t('That day is past in UTC.')) : undefined;
}

async function openDocumentation({ rule = '' }: FindingLine): Promise<void> {
  const { documentation } = ruleOf(rule) ?? {};
  if (documentation !== undefined) await vscode.env.openExternal(vscode.Uri.parse(documentation));
}

/** The page on all rules. */
async function openPage({ extensionUri }: vscode.ExtensionContext): Promise<void> {
  const page = vscode.Uri.joinPath(extensionUri, 'media', 'findings.md');
  const canRender = vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined;
  if (canRender) await vscode.commands.executeCommand('markdown.showPreview', page);
  else await vscode.window.showTextDocument(page, { preview: true });
}

const ENDINGS: Readonly<Record<FindingFormat, string>> = {
  text: 'txt',
  markdown: 'md',
  json: 'json',
  sarif: 'sarif',
};

async function exportFindings(services: Services, findings: Findings): Promise<void> {
  const title = vscode.l10n.t('Export findings');
  const snapshot = await askForSource(services, undefined, title);
  if (snapshot === undefined) return;
  const labels = { text: 'Text', markdown: 'Markdown', json: 'JSON', sarif: 'SARIF 2.1.0' } as const;
  const forms = FINDING_FORMATS.map((format) => ({
    label: labels[format],
    description: `.${ENDINGS[format]}`,
    format,
  }));
  const form = await choose(forms, { title });
  if (form === undefined) return;
  const { id, tenantId, endedAt } = snapshot.info;
  const name = `${tenantId}-findings-${utcDay(endedAt)}.${ENDINGS[form.format]}`;
  const uri = await vscode.window.showSaveDialog({
    title,
    defaultUri: vscode.Uri.joinPath(defaultFolder(), name),
    filters: { [form.label]: [ENDINGS[form.format]] },
  });
  if (uri === undefined) return;
  const target = targetOf(uri);
  await withJobProgress(vscode.l10n.t('Exporting the findings …'), ({ signal }) =>
    findings.write(id, form.format, target, signal),
  );
  void inform(vscode.l10n.t('Saved {0}.', nameOf(target)));
}
