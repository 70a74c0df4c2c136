import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** What a person expects to be asked, and what they answer; `undefined` is Escape, or Cancel. */
export type Reply = readonly [question: RegExp, answer: string | undefined];

/**
 * Stands in for the person at the keyboard, whom a test in the extension host has not: answers VS Code's input boxes,
 * lists and warnings in order while `action` runs, and gives up at a question that was not expected. As in the real box, a
 * value that is found wrong is not taken.
 */
export async function answering<T>(replies: readonly Reply[], action: () => Thenable<T>): Promise<T> {
  const asked: string[] = [];
  const replyTo = (question: string): string | undefined => {
    const [expected, answer] = replies[asked.push(question) - 1] ?? [];
    return expected?.test(question) === true ? answer : undefined;
  };
  const showInputBox = async (options: vscode.InputBoxOptions): Promise<string | undefined> => {
    const { title = '', prompt = '', value = '' } = options;
    const typed = replyTo(`${title} | ${prompt} | ${value}`);
    const problem = typed === undefined ? undefined : await options.validateInput?.(typed);
    if (typeof problem !== 'string') return typed;
    return showInputBox({ ...options, prompt: `not taken: ${problem}` });
  };
  const showQuickPick = <T extends vscode.QuickPickItem>(
    items: readonly T[],
    { title = '' }: vscode.QuickPickOptions,
  ): Promise<T | undefined> => {
    const answer = replyTo(title);
    return Promise.resolve(items.find(({ label }) => label === answer));
  };
  const showWarningMessage = (message: string): Promise<string | undefined> =>
    Promise.resolve(replyTo(message));
  const window = vscode.window as unknown as Record<string, unknown>;
  const stand = { showInputBox, showQuickPick, showWarningMessage };
  const real = Object.fromEntries(Object.keys(stand).map((name) => [name, window[name]]));
  Object.assign(window, stand);
  try {
    const result = await action();
    assert.deepEqual(
      asked.map((question, at) => (replies[at]?.[0].test(question) ? String(replies[at][0]) : question)),
      replies.map(([question]) => String(question)),
    );
    return result;
  } finally {
    Object.assign(window, real);
  }
}
