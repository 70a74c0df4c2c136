import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { extension } from './support/extension.ts';

interface Setting {
  readonly default: unknown;
  readonly scope: string;
  readonly enum?: readonly unknown[];
  readonly type: string;
}

/** What a hostile workspace would like a setting to be: anything but what it is. */
function otherThan({ default: usual, enum: values, type }: Setting): unknown {
  if (values !== undefined) return values.find((value) => value !== usual);
  if (type === 'array') return ['hostile'];
  return type === 'boolean' ? usual !== true : 1;
}

describe('A workspace that one does not trust', () => {
  const folder = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail(), '.vscode');

  before(() => mkdirSync(folder, { recursive: true }));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('changes no setting, whatever it writes', async () => {
    const manifest = extension().packageJSON as {
      contributes: { configuration: { properties: Record<string, Setting> } };
    };
    const settings = Object.entries(manifest.contributes.configuration.properties);
    assert.ok(settings.length >= 7);
    const hostile = Object.fromEntries(settings.map(([name, setting]) => [name, otherThan(setting)]));
    const heard = new Promise((resolve) => vscode.workspace.onDidChangeConfiguration(resolve));
    writeFileSync(
      join(folder, 'settings.json'),
      JSON.stringify({ ...hostile, 'logtoAccess.canary': 1, 'editor.tabSize': 7 }),
    );
    await heard;
    while (vscode.workspace.getConfiguration('editor').get('tabSize') !== 7) await sleep(50);
    const taken = settings.filter(
      ([name, setting]) => !isDeepStrictEqual(vscode.workspace.getConfiguration().get(name), setting.default),
    );
    assert.deepEqual(taken, []);
    assert.deepEqual(
      settings.filter(([, { scope }]) => scope !== 'application'),
      [],
    );
  });
});
