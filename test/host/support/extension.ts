import './providers.ts'; // before the extension creates its views
import './focus.ts';
import './box.ts';
import './links.ts';
import './statusBar.ts';
import './taskLines.ts';
import * as vscode from 'vscode';
import type { LogtoAccessApi } from '../../../src/vscode/api.ts';
import type { ArgumentOf, CommandId, ResultOf } from '../../../src/vscode/contract.ts';

const ID = 'logto-access.logto-access';

/** The extension as VS Code found it. */
export function extension(): vscode.Extension<LogtoAccessApi> {
  const found = vscode.extensions.getExtension<LogtoAccessApi>(ID);
  if (found === undefined) throw new Error(`VS Code does not know ${ID}.`);
  return found;
}

/** Runs a command of the contract through VS Code's command service. */
export async function run<K extends CommandId>(id: K, argument: ArgumentOf<K>): Promise<ResultOf<K>> {
  return vscode.commands.executeCommand<ResultOf<K>>(id, argument);
}
