import * as vscode from 'vscode';
import { asWritten } from './plainText.ts';

/** What was chosen of a list, and how it was shown. */
interface Shown<T> extends vscode.QuickPickItem {
  readonly item: T;
}

/** Lets a person choose one of a list, in which names are only names. */
export async function choose<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  return (await vscode.window.showQuickPick(shown(items), options))?.item;
}

/** Lets a person tick any of a list. */
export async function tick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T[] | undefined> {
  const ticked = await vscode.window.showQuickPick(shown(items), { ...options, canPickMany: true });
  return ticked?.map(({ item }) => item);
}

function shown<T extends vscode.QuickPickItem>(items: readonly T[]): Shown<T>[] {
  return items.map((item) => ({ ...asWritten(item), item }));
}
