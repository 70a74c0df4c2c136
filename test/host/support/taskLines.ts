import * as vscode from 'vscode';

const lines: string[] = [];

/** What the terminals of the extension's tasks have written since the last call. */
export function writtenByTasks(): string[] {
  return lines.splice(0);
}

type Start = (...all: unknown[]) => Promise<vscode.Pseudoterminal>;

/** VS Code has no other way to what a terminal shows than the terminal itself. */
function listenTo(task: vscode.Task): void {
  const execution = task.execution as unknown as { callback: Start };
  const start = execution.callback;
  execution.callback = async (...all) => {
    const terminal = await start(...all);
    terminal.onDidWrite((line) => lines.push(line));
    return terminal;
  };
}

const register = vscode.tasks.registerTaskProvider.bind(vscode.tasks);
vscode.tasks.registerTaskProvider = (type, provider) =>
  register(type, {
    provideTasks: async (token) => {
      const tasks = (await provider.provideTasks(token)) ?? [];
      for (const task of tasks) listenTo(task);
      return tasks;
    },
    resolveTask: async (task, token) => {
      const resolved = await provider.resolveTask(task, token);
      if (resolved) listenTo(resolved);
      return resolved;
    },
  });
