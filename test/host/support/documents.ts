import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

/** The document that is shown, as soon as one is. */
export async function shownDocument(): Promise<vscode.TextDocument> {
  for (let i = 0; i < 500 && vscode.window.activeTextEditor === undefined; i++) await sleep(10);
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor, 'an editor is shown');
  return editor.document;
}
