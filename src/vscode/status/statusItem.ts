import * as vscode from 'vscode';
import { hasTenants } from '../../credentials/hasTenants.ts';
import { VIEWS } from '../contract.ts';

/** Shows the one item of the status bar, which leads to the Access view; what it says is filled in later. */
export function createStatusItem({ subscriptions }: vscode.ExtensionContext): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('logtoAccess.status', vscode.StatusBarAlignment.Left);
  item.name = 'Logto Access';
  item.text = '$(organization) Logto Access';
  item.command = `${VIEWS.access}.focus`;
  item.show();
  subscriptions.push(item);
  return item;
}

/** The same when the editor starts, where a tenant is connected already. */
export function statusItemAtStart(context: vscode.ExtensionContext): vscode.StatusBarItem | undefined {
  return hasTenants(context.globalState) ? createStatusItem(context) : undefined;
}
