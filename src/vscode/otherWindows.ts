import * as vscode from 'vscode';
import type { Services } from './services.ts';

/** Shows what other windows have synced as soon as this one is looked at again. */
export function registerOtherWindows(context: vscode.ExtensionContext, services: Services): void {
  const { shown } = services;
  let known: string | undefined;
  const look = ({ focused }: vscode.WindowState): void => {
    const ids = snapshotIds(services);
    if (focused && ids !== known) shown.set(shown.value); // the views ask anew
    known = ids;
  };
  context.subscriptions.push(vscode.window.onDidChangeWindowState(look));
}

function snapshotIds({ tenants, catalogue }: Services): string {
  return tenants
    .list()
    .flatMap(({ id }) => catalogue.list(id).map(({ info }) => info.id))
    .join();
}
