import * as vscode from 'vscode';

const NAMES = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'];

/** What VS Code is asked to say in messages while `action` runs; nobody presses a button of them. */
export async function messagesOf(action: () => PromiseLike<unknown>): Promise<string[]> {
  const said: string[] = [];
  const window = vscode.window as unknown as Record<string, unknown>;
  const real = Object.fromEntries(NAMES.map((name) => [name, window[name]]));
  const say = (message: string): Promise<undefined> => {
    said.push(message);
    return Promise.resolve(undefined);
  };
  Object.assign(window, Object.fromEntries(NAMES.map((name) => [name, say])));
  try {
    await action();
    return said;
  } finally {
    Object.assign(window, real);
  }
}
