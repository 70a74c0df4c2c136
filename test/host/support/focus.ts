import * as vscode from 'vscode';

/** What listens for the window being looked at: a test in the extension host cannot look away. */
const listeners: ((state: vscode.WindowState) => unknown)[] = [];

const window = vscode.window as unknown as { onDidChangeWindowState: vscode.Event<vscode.WindowState> };
const real = window.onDidChangeWindowState;
Object.defineProperty(window, 'onDidChangeWindowState', {
  value: (listener: (state: vscode.WindowState) => unknown) => {
    listeners.push(listener);
    return real(listener);
  },
});

/** The person looks at another window while `action` runs, and at this one again. */
export function lookingAway(action: () => void): void {
  for (const listener of listeners) listener({ focused: false, active: true });
  action();
  for (const listener of listeners) listener({ focused: true, active: true });
}
