import * as vscode from 'vscode';

const items: vscode.StatusBarItem[] = [];

const create = vscode.window.createStatusBarItem.bind(vscode.window) as (
  ...args: never[]
) => vscode.StatusBarItem;
Object.assign(vscode.window, {
  createStatusBarItem: (...args: never[]) => {
    const item = create(...args);
    items.push(item);
    return item;
  },
});

/** The items that the extension has put into the status bar. */
export function statusBarItems(): readonly vscode.StatusBarItem[] {
  return items;
}
