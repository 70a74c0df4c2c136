import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

/** A person who goes back to the question before, having typed something or not. */
export interface Back {
  readonly back: true;
  readonly typed?: string;
}

/** What a person expects to be asked, and what they answer; `undefined` is Escape, or Cancel. */
export type Reply = readonly [question: RegExp, answer: string | Back | undefined];

/**
 * Stands in for the person at the keyboard, whom a test in the extension host has not: answers VS Code's input boxes,
 * lists and warnings in order while `action` runs, and gives up at a question that was not expected. Boxes of several steps
 * are the real ones, in which they type and press Enter or Back. A value that is found wrong is not taken.
 */
export async function answering<T>(replies: readonly Reply[], action: () => Thenable<T>): Promise<T> {
  const asked: string[] = [];
  const nextReply = (question: string): Reply[1] => {
    const [expected, answer] = replies[asked.push(question) - 1] ?? [];
    return expected?.test(question) === true ? answer : undefined;
  };
  const replyTo = (question: string): string | undefined => {
    const answer = nextReply(question);
    assert.ok(typeof answer !== 'object', 'this question has no Back');
    return answer;
  };
  const createInputBox = (): vscode.InputBox => answerable(nextReply);
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
  const stand = { createInputBox, showQuickPick, showWarningMessage };
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

const createRealBox = vscode.window.createInputBox.bind(vscode.window);

/** A real input box in which a person answers as soon as it is shown. */
function answerable(replyTo: (question: string) => Reply[1]): vscode.InputBox {
  const box = createRealBox();
  const show = box.show.bind(box);
  Object.defineProperty(box, 'show', {
    value: () => {
      show();
      void answerBox(box, replyTo);
    },
  });
  return box;
}

async function answerBox(box: vscode.InputBox, replyTo: (question: string) => Reply[1]): Promise<void> {
  const hidden = new AbortController();
  box.onDidHide(() => hidden.abort());
  const steps = box.totalSteps === undefined ? '' : ` (${box.step}/${box.totalSteps})`;
  let said = `${box.title}${steps} | ${box.prompt} | ${box.password ? '*'.repeat(box.value.length) : box.value}`;
  while (!hidden.signal.aborted) {
    const answer = replyTo(said);
    if (answer === undefined) return box.hide();
    if (typeof answer === 'string')
      await typeInto(box, answer, 'workbench.action.acceptSelectedQuickOpenItem');
    else await typeInto(box, answer.typed, 'workbench.action.quickInputBack');
    await sleep(50); // in which it is hidden, where it is content
    said = `not taken: ${problemOf(box)}`;
  }
}

/** Unlike a list, a box of VS Code does not tell of a value that was set: what is said as one types, the workbench's tests see. */
async function typeInto(box: vscode.InputBox, text: string | undefined, key: string): Promise<void> {
  if (text !== undefined) box.value = text;
  await sleep(50); // the workbench is told of it in a moment, and then of the key
  await vscode.commands.executeCommand(key);
}

function problemOf({ validationMessage }: vscode.InputBox): string {
  return typeof validationMessage === 'object' ? validationMessage.message : (validationMessage ?? '');
}
