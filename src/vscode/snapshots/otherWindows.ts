import * as vscode from 'vscode';
import type { Services } from '../services.ts';

/** Shows what other windows have synced, renamed, pinned or deleted as soon as this one is looked at again. */
export function registerOtherWindows(context: vscode.ExtensionContext, services: Services): void {
  const { shown } = services;
  let known: string | undefined;
  const look = ({ focused }: vscode.WindowState): void => {
    const stored = storedIn(services);
    if (focused && stored !== known) shown.set(shown.value); // the views ask anew
    known = stored;
  };
  context.subscriptions.push(vscode.window.onDidChangeWindowState(look));
}

/** Changes when there are other snapshots, or something else is known of one. */
function storedIn({ tenants, catalogue }: Services): string {
  const stored = tenants.list().flatMap(({ id }) => catalogue.list(id));
  return JSON.stringify(stored.map(({ info, facts }) => [info.id, facts]));
}
