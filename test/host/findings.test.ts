import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FindingLine } from '../../src/vscode/findings/lines.ts';
import { run } from './support/extension.ts';
import { linesOf, type Line } from './support/providers.ts';
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
