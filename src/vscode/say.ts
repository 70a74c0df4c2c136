import * as vscode from 'vscode';
import { describeError } from '../errors.ts';
import type { Said } from '../sentence.ts';

/** What the engine says, in the language of the editor. */
export function translated(said: Said): string {
  return typeof said === 'string' ? said : vscode.l10n.t(said.template, ...said.args.map(translated));
}

/** What happened and what to do, in the language of the editor; the log has it in English. */
export function explain(error: unknown): string {
  return describeError(error, translated);
}

/**
 * Text for a message or a progress of VS Code. It makes links of `[text](address)` there, commands among them: a name
 * from a tenant must not become one.
 */
export function inMessage(text: string): string {
  return text.replaceAll('](', '] (');
}

/** Tells a person something, and gives the button that they choose. */
export async function inform(message: string, ...buttons: string[]): Promise<string | undefined> {
  return vscode.window.showInformationMessage(inMessage(message), ...buttons);
}

/** Warns a person, and gives the button that they choose. */
export async function warn(message: string, ...buttons: string[]): Promise<string | undefined> {
  return vscode.window.showWarningMessage(inMessage(message), ...buttons);
}

/** Asks a person before something happens, in a dialog that waits for them. */
export async function confirm(
  question: string,
  detail: string,
  ...buttons: string[]
): Promise<string | undefined> {
  return vscode.window.showWarningMessage(inMessage(question), { modal: true, detail }, ...buttons);
}

/** Shows what went wrong, and gives the button that they choose. */
export async function showFailed(message: string, ...buttons: string[]): Promise<string | undefined> {
  return vscode.window.showErrorMessage(inMessage(message), ...buttons);
}

/** A notification with progress and a button that cancels what is going on. */
export function cancellable(title: string): vscode.ProgressOptions {
  return { location: vscode.ProgressLocation.Notification, title: inMessage(title), cancellable: true };
}
