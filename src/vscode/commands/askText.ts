import * as vscode from 'vscode';
import { withoutIcons } from '../ask/plainText.ts';
import { inMessage } from '../say.ts';

/** One question, or one of several, answered by typing. */
export interface TextQuestion {
  readonly title: string;
  /** Which of how many questions this is; left out where it is the only one. */
  readonly step?: number;
  readonly totalSteps?: number;
  readonly prompt: string;
  readonly placeholder?: string;
  /** What stands in the box at first. */
  readonly value: string;
  readonly isSecret?: boolean;
  /** Why the value is asked for again: what came of the last one. */
  readonly failure?: string | undefined;
  /** What is to be said of a value as one types: an error is not taken, anything else is. */
  readonly judge: (value: string) => vscode.InputBoxValidationMessage | undefined;
  readonly canGoBack?: boolean;
  /** A page that helps to answer. */
  readonly page?: { readonly tooltip: string; readonly url: string } | undefined;
}

/** What a person typed; it is kept, but not yet judged, where they went back to the question before. */
export interface Typed {
  readonly value: string;
  readonly wentBack: boolean;
}

/** Asks one question; `undefined` is Escape. */
export async function askText(question: TextQuestion): Promise<Typed | undefined> {
  const box = createBox(question);
  const { judge, failure, page } = question;
  try {
    return await new Promise((resolve) => {
      box.onDidChangeValue((value) => say(box, judge(value.trim())));
      box.onDidAccept(() => {
        const value = box.value.trim();
        const said = judge(value);
        if (isError(said)) say(box, said);
        else resolve({ value, wentBack: false });
      });
      box.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve({ value: box.value.trim(), wentBack: true });
        else if (page !== undefined) void vscode.env.openExternal(vscode.Uri.parse(page.url, true));
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
      if (failure !== undefined) say(box, errorSaying(failure));
    });
  } finally {
    box.dispose();
  }
}

/** What is wrong with a value, to be said while one types. */
export function errorSaying(message: string): vscode.InputBoxValidationMessage {
  return { message, severity: vscode.InputBoxValidationSeverity.Error };
}

/** VS Code makes links and icons of what stands below a box: what a tenant or its server says must not become one. */
function belowBox(text: string): string {
  return withoutIcons(inMessage(text));
}

function say(box: vscode.InputBox, said: vscode.InputBoxValidationMessage | undefined): void {
  box.validationMessage = said && { ...said, message: belowBox(said.message) };
}

function isError(said: vscode.InputBoxValidationMessage | undefined): boolean {
  return said?.severity === vscode.InputBoxValidationSeverity.Error;
}

function createBox({ step, totalSteps, canGoBack, page, ...question }: TextQuestion): vscode.InputBox {
  const { title, prompt, placeholder, value, isSecret = false, failure } = question;
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, value, placeholder, password: isSecret, ignoreFocusOut: true });
  if (totalSteps !== undefined && totalSteps > 1) Object.assign(box, { step, totalSteps });
  box.prompt = belowBox(failure === undefined ? prompt : `${failure} ${prompt}`);
  box.buttons = [
    ...(canGoBack === true ? [vscode.QuickInputButtons.Back] : []),
    ...(page === undefined
      ? []
      : [{ iconPath: new vscode.ThemeIcon('link-external'), tooltip: page.tooltip }]),
  ];
  return box;
}
