import * as vscode from 'vscode';

/** How a person answers while they export. */
export interface Answers {
  /** The label of the tenant or opened file they pick, where that is asked. */
  readonly source?: string;
  readonly target?: vscode.Uri;
  /** The label of the form they pick; undefined is Escape. */
  readonly form?: string;
  /** The button they press under the result. */
  readonly button?: string;
  /** Whether VS Code runs in a browser, where it has no file manager. */
  readonly inBrowser?: boolean;
}

/** What they were shown. */
export interface Shown {
  /** The tenants and opened files that were offered; undefined where nobody asked. */
  readonly sources?: readonly vscode.QuickPickItem[];
  /** The forms that were offered, in order; undefined where nobody asked. */
  readonly forms?: readonly vscode.QuickPickItem[];
  /** The dialog for the file; undefined where it did not come to that. */
  readonly dialog?: vscode.SaveDialogOptions;
  /** The result and its buttons; none where there was no result. */
  readonly told: readonly string[];
  /** The files that were shown in the file manager. */
  readonly revealed: readonly string[];
}

/** Exports as a person does; dialogs and messages do not appear in tests, so they are answered here. */
export async function exportByHand(
  command: 'exportSnapshot' | 'exportSnapshotAs' | 'exportFindings',
  item: unknown,
  { source, target, form, button, inBrowser = false }: Answers,
): Promise<Shown> {
  const shown: { -readonly [K in keyof Shown]: Shown[K] } = { told: [], revealed: [] };
  const tell = (...told: string[]): Promise<string | undefined> => {
    shown.told = told;
    return Promise.resolve(button);
  };
  const { executeCommand } = vscode.commands;
  const real = { ...vscode.window };
  Object.assign(vscode.window, {
    showQuickPick: (items: readonly vscode.QuickPickItem[]) => {
      const picked = items.find(({ label }) => label === source);
      shown[picked === undefined ? 'forms' : 'sources'] = items;
      return Promise.resolve(picked ?? items.find(({ label }) => label === form));
    },
    showSaveDialog: (dialog: vscode.SaveDialogOptions) => {
      shown.dialog = dialog;
      return Promise.resolve(target);
    },
    showInformationMessage: tell,
    showWarningMessage: tell,
  });
  Object.assign(vscode.commands, {
    executeCommand: (id: string, ...args: unknown[]) => {
      if (id !== 'revealFileInOS') return executeCommand(id, ...args);
      if (inBrowser) return Promise.reject(new Error("command 'revealFileInOS' not found"));
      shown.revealed = [(args[0] as vscode.Uri).fsPath];
      return Promise.resolve();
    },
  });
  try {
    await executeCommand(`logtoAccess.${command}`, item);
    await new Promise((resolve) => setTimeout(resolve)); // the answer to the result is not waited for
    return shown;
  } finally {
    const { showQuickPick, showSaveDialog, showInformationMessage, showWarningMessage } = real;
    Object.assign(vscode.window, {
      showQuickPick,
      showSaveDialog,
      showInformationMessage,
      showWarningMessage,
    });
    Object.assign(vscode.commands, { executeCommand });
  }
}
