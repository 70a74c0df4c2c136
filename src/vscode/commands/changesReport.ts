import * as vscode from 'vscode';
import type { Comparison } from '../../changes/model.ts';
import { writeReport } from '../../changes/text/report.ts';
import { comparedName } from '../../changes/tenants.ts';
import { VIEWS } from '../contract.ts';
import type { Judgements } from '../findings/judgements.ts';
import type { Services } from '../services.ts';
import { openComparison } from './openComparison.ts';

/** Comes with VS Code, and may be disabled there. */
const MARKDOWN = 'vscode.markdown-language-features';

/** Opens what changed as a report, as VS Code renders Markdown; as its text where it cannot. */
export async function openChangesReport(services: Services, judgements: Judgements): Promise<void> {
  const comparison = openComparison(services);
  const report = await reportOf(comparison, judgements);
  const name = vscode.l10n.t('What changed in {0}', comparedName(comparison));
  const uri = services.texts.add(`${name}.md`, report);
  if (vscode.extensions.getExtension(MARKDOWN) !== undefined)
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  else await vscode.window.showTextDocument(uri, { preview: true });
}

/** Puts the report on the clipboard, to be pasted in a review. */
export async function copyChangesReport(services: Services, judgements: Judgements): Promise<void> {
  await vscode.env.clipboard.writeText(await reportOf(openComparison(services), judgements));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the report'), 5000);
}

async function reportOf(comparison: Comparison, judgements: Judgements): Promise<string> {
  const options = { location: { viewId: VIEWS.changes } };
  const judgement = await vscode.window.withProgress(options, () => judgements.of(comparison));
  return writeReport(comparison, 'markdown', judgement);
}
