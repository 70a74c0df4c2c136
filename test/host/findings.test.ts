import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { RULES } from '../../src/findings/rules.ts';
import type { FindingLine } from '../../src/vscode/findings/lines.ts';
import { exportByHand } from './support/exporting.ts';
import { run } from './support/extension.ts';
import { MemoryFiles } from './support/memoryFiles.ts';
import { answering } from './support/person.ts';
import { linesOf, type Line } from './support/providers.ts';
import { filesOf, folderOf } from './support/storage.ts';
import { until } from './support/runs.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const FINDINGS = 'logtoAccess.findings';
const { executeCommand } = vscode.commands;
const settings = (): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('logtoAccess.findings');

const findingsBelow = async (line: Line): Promise<Line[]> => {
  const below = await linesOf(FINDINGS, line);
  const isPlaces = (below[0]?.element as FindingLine | undefined)?.finding === undefined;
  return isPlaces ? (await Promise.all(below.map((place) => linesOf(FINDINGS, place)))).flat() : below;
};

/** What is selected in the editor of a file. */
function shownIn(file: vscode.Uri): string {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === file.toString(),
  );
  return editor?.document.getText(editor.selection) ?? '';
}

describe('The Findings view', function () {
  this.timeout(360_000);
  let connected: ConnectedTenant;

  before(async () => {
    connected = await connect({ users: 240, organizations: 12 });
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
  });
  after(() => disconnect(connected));

  it('tells by rule how much was found, and below it every finding', async () => {
    const rules = await linesOf(FINDINGS);
    assert.ok(rules.length > 5);
    for (const rule of rules.slice(0, 6)) {
      const found = await findingsBelow(rule);
      assert.equal(String(found.length), rule.item.description, rule.label);
      assert.equal(new Set(found.map(({ item }) => item.id)).size, found.length);
      for (const { item, label } of [rule, ...found]) {
        assert.ok(item.iconPath, label);
        assert.ok(item.accessibilityInformation?.label.includes(label), label);
      }
    }
  });

  it('says last which rules are not judged, since the sync did not ask', async () => {
    const last = (await linesOf(FINDINGS)).at(-1);
    assert.match(last?.label ?? '', /^Not judged.* since the sync did not ask/);
    assert.equal((last?.item.iconPath as vscode.ThemeIcon).id, 'info');
  });

  it('says nothing of a rule that is off', async () => {
    const [first] = await linesOf(FINDINGS);
    const { rule } = first?.element as FindingLine;
    await settings().update('off', [rule], vscode.ConfigurationTarget.Global);
    try {
      const rules = (await linesOf(FINDINGS)).map(({ element }) => (element as FindingLine).rule);
      assert.ok(rules.length > 0 && !rules.includes(rule));
    } finally {
      await settings().update('off', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('says so where nothing looks wrong, with all rules off', async () => {
    await settings().update(
      'off',
      RULES.map(({ id }) => id),
      vscode.ConfigurationTarget.Global,
    );
    try {
      const [only, ...others] = await linesOf(FINDINGS);
      assert.deepEqual(others, []);
      assert.match(only?.label ?? '', /^Nothing looks wrong in Acme/);
      assert.equal((only?.item.iconPath as vscode.ThemeIcon).id, 'pass');
    } finally {
      await settings().update('off', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('says first what is wrong in the file of suppressions, and judges by what is right, until it is mended', async () => {
    const [folder] = vscode.workspace.workspaceFolders!;
    const file = vscode.Uri.joinPath(folder!.uri, 'logto-access.suppressions.json');
    const first = async (): Promise<string> => (await linesOf(FINDINGS))[0]?.label ?? '';
    const judged = await first();
    await vscode.workspace.fs.writeFile(file, Buffer.from('{'));
    try {
      await until(async () => (await first()) !== judged);
      const [wrong, ...others] = await linesOf(FINDINGS);
      assert.match(
        wrong?.label ?? '',
        /^logto-access\.suppressions\.json cannot be read: line 1: .*nothing is suppressed$/,
      );
      assert.equal((wrong?.item.iconPath as vscode.ThemeIcon).id, 'warning');
      assert.ok(wrong?.item.accessibilityInformation?.label.includes('cannot be read'));
      assert.equal(others[0]?.label, judged);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
    await until(async () => (await first()) === judged);
  });

  it('says which privileged roles do not exist, and judges by others', async () => {
    const first = async (): Promise<string | undefined> => (await linesOf(FINDINGS))[0]?.label;
    assert.doesNotMatch(String(await first()), /not found/);
    await settings().update('privilegedRoles', ['admn'], vscode.ConfigurationTarget.Global);
    try {
      assert.match(String(await first()), /^Privileged roles not found: "admn"\. Judged instead: admin/);
    } finally {
      await settings().update('privilegedRoles', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('gives each line an id of its own, also where a file is of the same tenant', async () => {
    const { tenantId } = connected;
    const [older = ''] = filesOf(tenantId).filter((name) => name.endsWith('.snapshot'));
    await run('logtoAccess.sync', { tenantId });
    await settings().update('privilegedRoles', ['admn'], vscode.ConfigurationTarget.Global);
    const opened = await run('logtoAccess.openSnapshotFile', { file: join(folderOf(tenantId), older) });
    try {
      const sources = await linesOf(FINDINGS);
      assert.equal(sources.length, 2);
      const lines = (await Promise.all(sources.map((source) => linesOf(FINDINGS, source)))).flat();
      const ids = [...sources, ...lines].map(({ item }) => item.id);
      assert.deepEqual(ids, [...new Set(ids)]);
    } finally {
      await settings().update('privilegedRoles', undefined, vscode.ConfigurationTarget.Global);
      await executeCommand('logtoAccess.closeSnapshotFile', { type: 'file', snapshotId: opened.snapshotId });
    }
  });

  it('suppresses a finding for a reason and until a day, in a file of the workspace, for the reviewers to see', async () => {
    const [rule] = await linesOf(FINDINGS);
    const [line] = await findingsBelow(rule!);
    const { finding } = line!.element as FindingLine;
    const file = vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders![0]!.uri,
      'logto-access.suppressions.json',
    );
    const suppress = (): Thenable<unknown> => executeCommand('logtoAccess.suppressFinding', line!.element);
    await answering([[/^Suppress: .* Why is this right as it is/, undefined]], suppress);
    const keysNow = async (): Promise<(string | undefined)[]> =>
      (await findingsBelow((await linesOf(FINDINGS))[0]!)).map(
        ({ element }) => (element as FindingLine).finding?.key,
      );
    assert.ok((await keysNow()).includes(finding?.key), 'Escape suppresses nothing');
    try {
      await answering(
        [
          [/Why is this right as it is/, '  '],
          [/not taken: A reason is needed/, ' On leave until spring. '],
          [/Until which day.* \| \d{4}-\d\d-\d\d$/, 'spring'],
          [/not taken: A day such as/, '2020-02-02'],
          [/not taken: That day is past/, '2999-12-31'],
        ],
        suppress,
      );
      assert.ok(!(await keysNow()).includes(finding?.key));
      assert.equal((await linesOf(FINDINGS)).at(-1)?.label, '1 suppressed');
      const text = Buffer.from(await vscode.workspace.fs.readFile(file)).toString();
      const { key, saw, roleIds } = finding!;
      assert.equal(roleIds?.length, 1);
      const kept = { finding: key, roleIds, saw, reason: 'On leave until spring.', until: '2999-12-31' };
      assert.equal(text, `${JSON.stringify({ suppressions: [kept] }, null, 2)}\n`);
      assert.ok(shownIn(file).includes(JSON.stringify(key)), 'it is shown');
      const next = (await findingsBelow((await linesOf(FINDINGS))[0]!))[0]!.element as FindingLine;
      await answering(
        [
          [/Why is this right as it is/, 'They are two of a kind.'],
          [/Until which day/, '2999-12-31'],
        ],
        () => executeCommand('logtoAccess.suppressFinding', next),
      );
      assert.ok(shownIn(file).includes(JSON.stringify(next.finding?.key)), 'the next one too');
      assert.equal((await linesOf(FINDINGS)).at(-1)?.label, '2 suppressed');
    } finally {
      await executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(file);
    }
    for (let tries = 0; !(await keysNow()).includes(finding?.key); tries++) {
      assert.ok(tries < 100, 'it comes back when the file is gone');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it('writes what it tells in the form and to the place that a person chooses, also where VS Code alone can write', async () => {
    const elsewhere = new MemoryFiles();
    const registered = vscode.workspace.registerFileSystemProvider('logto-access-findings', elsewhere);
    try {
      const target = vscode.Uri.parse('logto-access-findings://some/folder/a.json');
      const form = 'JSON';
      const { forms, dialog, told } = await exportByHand('exportFindings', undefined, { target, form });
      assert.deepEqual(
        forms?.map(({ label }) => label),
        ['Text', 'Markdown', form, 'SARIF 2.1.0'],
      );
      assert.match(dialog?.defaultUri?.path ?? '', /-findings-\d{4}-\d\d-\d\d\.json$/);
      assert.deepEqual(told, ['Saved a.json.']);
      const [text = ''] = elsewhere.texts(target.path);
      const rules = (await linesOf(FINDINGS)).flatMap(({ element }) => (element as FindingLine).rule ?? []);
      const written = JSON.parse(text) as { findings: { rule: string }[] };
      assert.deepEqual([...new Set(written.findings.map(({ rule }) => rule))], rules);
    } finally {
      registered.dispose();
    }
  });

  it('shows findings as problems of the tenant’s text, at the lines of what they are about', async () => {
    const [tenantLine] = await linesOf('logtoAccess.access');
    await executeCommand('logtoAccess.openAccessText', tenantLine?.element);
    const { document } = vscode.window.activeTextEditor!;
    let problems: readonly vscode.Diagnostic[] = [];
    for (let tries = 0; problems.length === 0 && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      problems = vscode.languages.getDiagnostics(document.uri);
    }
    const suspended = problems.filter(
      ({ code }) => (code as { value: string }).value === 'suspended-with-roles',
    );
    assert.ok(suspended.length > 0);
    for (const { range } of suspended) assert.match(document.lineAt(range.start.line).text, /suspended$/);
    await executeCommand('workbench.action.closeAllEditors');
  });
});
