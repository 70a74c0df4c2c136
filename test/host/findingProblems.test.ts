import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { invitation, organization, user, writeSnapshot, type Rows } from '../unit/snapshot/support/rows.ts';
import { shownDocument } from './support/documents.ts';
import { run } from './support/extension.ts';
import { goDown, linesOf } from './support/providers.ts';
import { until } from './support/runs.ts';

const { executeCommand } = vscode.commands;
const ACCESS = 'logtoAccess.access';
const DAY_MS = 24 * 3600 * 1000;

/** Members without a role are the least severe of what looks wrong; somebody suspended with a role is the most. */
function membersWithoutRole(members: number): Rows {
  const users = Array.from({ length: members }, (_, i) => user(`u${i}`, { lastSignInAt: Date.now() }));
  return {
    users,
    organizations: [organization('o1', { name: 'Acme' })],
    members: { o1: Object.fromEntries(users.map(({ id }) => [id, []])) },
    invitations: [
      invitation('i1', 'o1', { invitee: 'eve@acme.example', expiresAt: Date.now() - DAY_MS }),
      invitation('i2', 'o1', { invitee: 'joe@acme.example', status: 'Accepted' }),
    ],
  };
}

describe('The problems of a text of access', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-host-'));

  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    await executeCommand('workbench.action.closeAllEditors');
    await executeCommand('logtoAccess.closeSnapshotFile', (await goDown(ACCESS, 'made.snapshot')).element);
  });

  /** Opens the text of a hand-made snapshot, and waits for its problems. */
  async function problemsOf(
    rows: Rows,
    ...path: readonly string[]
  ): Promise<{ document: vscode.TextDocument; problems: readonly vscode.Diagnostic[] }> {
    const file = join(folder, 'made.snapshot');
    writeSnapshot(file, rows, { endedAt: Date.now() });
    await run('logtoAccess.openSnapshotFile', { file });
    const line = await goDown(ACCESS, 'made.snapshot', ...path);
    await executeCommand('logtoAccess.openAccessText', line.element);
    const document = await shownDocument();
    await until(() => vscode.languages.getDiagnostics(document.uri).length > 0);
    return { document, problems: vscode.languages.getDiagnostics(document.uri) };
  }

  const tellsOfRest = ({ message }: vscode.Diagnostic): boolean => message.startsWith('Further findings');

  it('stand at the line of the invitation that they are about', async () => {
    const { document, problems } = await problemsOf(membersWithoutRole(2), 'Organizations', 'Acme');
    const lines = problems.map(({ range }) => document.lineAt(range.start.line).text.trim());
    assert.deepEqual(lines.sort(), [
      'invitation eve@acme.example pending: no role [i1]',
      'member u0: no role [u0]',
      'member u1: no role [u1]',
    ]);
  });

  it('are the first of very many, and say how many more there are and where', async () => {
    const { problems } = await problemsOf(membersWithoutRole(1300));
    assert.equal(problems.length, 1000);
    const [rest, ...others] = problems.filter(tellsOfRest);
    assert.deepEqual(others, []);
    assert.equal(
      rest?.message,
      'Further findings in this text, none of them more severe: 302. The Findings view lists all, and Export Findings… writes them into a file.',
    );
    assert.equal(rest.range.start.line, 0);
  });

  it('say so where it cannot be judged, and come back once that is mended', async () => {
    const { document, problems } = await problemsOf(membersWithoutRole(2), 'Organizations', 'Acme');
    const now = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
    const [workspace] = vscode.workspace.workspaceFolders!;
    const file = vscode.Uri.joinPath(workspace!.uri, 'logto-access.suppressions.json');
    await vscode.workspace.fs.createDirectory(file); // which is no file
    try {
      await until(() => now().length === 1);
      const [only] = now();
      assert.match(only?.message ?? '', /^This text could not be judged\. /);
      assert.equal(only?.severity, vscode.DiagnosticSeverity.Warning);
      assert.equal(only.range.start.line, 0);
    } finally {
      await vscode.workspace.fs.delete(file);
    }
    await until(() => now().length === problems.length);
  });

  it('are in the Findings view again on the day after the last one of a suppression', async () => {
    const [workspace] = vscode.workspace.workspaceFolders!;
    const file = vscode.Uri.joinPath(workspace!.uri, 'logto-access.suppressions.json');
    const last = (): Promise<string | undefined> =>
      linesOf('logtoAccess.findings').then((lines) => lines.at(-1)?.label);
    const { now } = Date;
    const endsOn = new Date(now()).toISOString().slice(0, 10);
    const one = { finding: 'member-without-role/u0/o1', reason: 'So.', until: endsOn };
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify({ suppressions: [one] })));
    try {
      await problemsOf(membersWithoutRole(2), 'Organizations', 'Acme');
      await until(async () => (await last()) === '1 suppressed');
      Date.now = () => now() + DAY_MS;
      assert.notEqual(await last(), '1 suppressed');
    } finally {
      Date.now = now;
      await vscode.workspace.fs.delete(file);
    }
  });
});
