import * as vscode from 'vscode';

/** Lets the dialogs for a file give this one. */
export async function withFile<T>(file: string, action: () => Thenable<T>): Promise<T> {
  const window = vscode.window as unknown as Record<string, unknown>;
  const { showSaveDialog, showOpenDialog } = window;
  Object.assign(window, {
    showSaveDialog: () => Promise.resolve(vscode.Uri.file(file)),
    showOpenDialog: () => Promise.resolve([vscode.Uri.file(file)]),
  });
  try {
    return await action();
  } finally {
    Object.assign(window, { showSaveDialog, showOpenDialog });
  }
}
