import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

type Box = vscode.QuickPick<vscode.QuickPickItem>;

/** What a person does in a box that finds: types, and chooses a line, or presses one of its buttons, or leaves. */
export interface Typing {
  /** What they expect to be asked. */
  readonly title: RegExp;
  readonly type?: string;
  /** They press Enter as soon as they have typed, whatever is shown. */
  readonly enterAtOnce?: boolean;
  /** The beginning of the line they choose; Escape where left out. */
  readonly choose?: string;
  /** The button of that line they press, instead of choosing it. */
  readonly press?: string;
  /** Looks at the lines first. */
  readonly see?: (items: readonly vscode.QuickPickItem[]) => void;
}

/** The boxes that were shown and not yet answered. */
const shown: Box[] = [];
let answered = new WeakSet<Box>();

const createQuickPick = vscode.window.createQuickPick.bind(vscode.window);
vscode.window.createQuickPick = <T extends vscode.QuickPickItem>(): vscode.QuickPick<T> => {
  const box = createQuickPick<T>();
  const buttons = new vscode.EventEmitter<vscode.QuickPickItemButtonEvent<T>>();
  const real = box.onDidTriggerItemButton;
  Object.defineProperty(box, 'onDidTriggerItemButton', {
    value: (listener: (event: vscode.QuickPickItemButtonEvent<T>) => unknown) => {
      buttons.event(listener);
      return real.call(box, listener);
    },
  });
  pressed.set(box, (event) => buttons.fire(event as vscode.QuickPickItemButtonEvent<T>));
  shown.push(box);
  return box;
};

/** Presses a button of a line, which no command can. */
const pressed = new WeakMap<Box, (event: vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>) => void>();

/** Answers VS Code's real boxes in order while `action` runs. */
export async function typing<T>(steps: readonly Typing[], action: () => Thenable<T>): Promise<T> {
  shown.length = 0;
  answered = new WeakSet();
  const running = action();
  for (const step of steps) await answer(await nextBox(), step);
  const result = await running;
  assert.equal(shown.filter((box) => !answered.has(box)).length, 0, 'a box that nobody expected');
  return result;
}

async function nextBox(): Promise<Box> {
  for (let i = 0; i < 1000; i++) {
    const box = shown.find((one) => !answered.has(one));
    if (box !== undefined) return box;
    await sleep(10);
  }
  throw new Error('no box is shown');
}

async function answer(box: Box, step: Typing): Promise<void> {
  const { title, type, choose, press, see } = step;
  answered.add(box);
  assert.match(box.title ?? '', title);
  await settled(box);
  if (step.enterAtOnce === true) {
    await enterAtOnce(box, type ?? '');
    return;
  }
  if (type !== undefined) {
    const typed = new Promise((resolve) => box.onDidChangeValue(resolve));
    box.value = type;
    await typed; // the workbench has said so, and the box begins to look
    await settled(box);
  }
  see?.(box.items);
  const item = box.items.find(({ label }) => choose !== undefined && label.startsWith(choose));
  if (choose === undefined) box.hide();
  else if (item === undefined)
    assert.fail(`no "${choose}" among ${box.items.map(({ label }) => label).join(', ')}`);
  else if (press !== undefined) pressButton(box, item, press);
  else await accept(box, item);
}

async function enterAtOnce(box: Box, text: string): Promise<void> {
  const typed = new Promise((resolve) => box.onDidChangeValue(resolve));
  const accepted = new Promise((resolve) => box.onDidAccept(resolve));
  box.value = text;
  await typed;
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  await accepted;
}

async function settled(box: Box): Promise<void> {
  while (box.busy) await sleep(10);
}

function pressButton(box: Box, item: vscode.QuickPickItem, tooltip: string): void {
  const button = item.buttons?.find((one) => one.tooltip === tooltip);
  assert.ok(button, `no button "${tooltip}"`);
  pressed.get(box)?.({ item, button });
}

/** Moves to the line and presses Enter. */
async function accept(box: Box, item: vscode.QuickPickItem): Promise<void> {
  const accepted = new Promise((resolve) => box.onDidAccept(resolve));
  box.activeItems = [item];
  await sleep(100); // the box is told of it in a moment, and then of the key
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  await accepted;
}
