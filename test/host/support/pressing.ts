import * as vscode from 'vscode';

/** Presses a button of messages that appear while `action` runs, and gives what they said. */
export async function pressing<T>(
  button: string | undefined,
  action: (told: readonly string[]) => Promise<T>,
): Promise<T> {
  const told: string[] = [];
  const real = vscode.window.showInformationMessage;
  const showInformationMessage = (message: string, ...buttons: string[]): Promise<string | undefined> => {
    told.push([message, ...buttons].join(' | '));
    return Promise.resolve(button);
  };
  Object.assign(vscode.window, { showInformationMessage });
  try {
    return await action(told);
  } finally {
    Object.assign(vscode.window, { showInformationMessage: real });
  }
}
