import * as vscode from 'vscode';
import { exportedText } from '../../c1/exportedText.ts';
import { saysWhatIsMissing, type ExportFormat } from '../../c1/formats.ts';
import { mendedTexts } from '../../c1/mended.ts';
import { inShort } from '../../snapshot/lacks/holes.ts';
import { vanishedText } from '../../snapshot/lacks/vanishedText.ts';
import type { ExportArgument, ResultOf } from '../contract.ts';
import { exportForms } from '../exports/exportForms.ts';
import { inform, warn } from '../say.ts';
import { uriOf } from '../targets.ts';

type Result = ResultOf<'logtoAccess.exportSnapshot'>;

/**
 * Says what was exported, what is missing, perhaps gone or was mended in it, and where the file goes now, without making the command
 * wait for an answer.
 */
export function tellExported(result: Result, { format, extended = false }: ExportArgument): void {
  const { target, counts } = result;
  const what = vscode.l10n.t('Exported {0} to {1}.', exportedText(counts, extended), target);
  const warning = warningOf(result, format);
  const parts = [what, ...warning, ...mendedOf(result), exportForms()[format].next];
  offer(warning.length === 0 ? inform : warn, parts.join(' '), target);
}

function warningOf({ missing, ...result }: Result, format: ExportFormat): string[] {
  const lacks = [];
  if (missing.length > 0)
    lacks.push(
      vscode.l10n.t(
        'The snapshot is incomplete, and ConductorOne takes what is missing for gone: {0}.',
        inShort(missing),
      ),
    );
  if (result.vanished !== undefined)
    lacks.push(
      vscode.l10n.t(
        'Most of the snapshot before is gone in this one, and ConductorOne takes that for gone too: {0}.',
        vanishedText(result),
      ),
    );
  if (lacks.length === 0) return [];
  return [
    ...lacks,
    ...(saysWhatIsMissing(format) ? [] : [vscode.l10n.t('The file itself has no place to say so.')]),
  ];
}

function mendedOf({ mended }: Result): string[] {
  const texts = mendedTexts(mended);
  return texts.length === 0 ? [] : [vscode.l10n.t('Mended for ConductorOne: {0}.', texts.join('; '))];
}

/** What lies where only VS Code can reach is opened, since no file manager shows it. */
function offer(show: typeof inform, message: string, target: string): void {
  const uri = uriOf(target);
  const isFile = uri.scheme === 'file';
  const look = isFile ? vscode.l10n.t('Show File') : vscode.l10n.t('Open File');
  const copy = vscode.l10n.t('Copy Path');
  void show(message, look, copy).then((answer) => {
    if (answer === copy) void vscode.env.clipboard.writeText(target);
    else if (answer === look && isFile) void reveal(uri);
    else if (answer === look) void vscode.window.showTextDocument(uri);
  });
}

/** Shows a file in the file manager, or in VS Code where that runs in a browser and has none. */
async function reveal(uri: vscode.Uri): Promise<void> {
  const { executeCommand } = vscode.commands;
  try {
    await executeCommand('revealFileInOS', uri);
  } catch {
    const isInWorkspace = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
    await executeCommand(isInWorkspace ? 'revealInExplorer' : 'vscode.open', uri);
  }
}
