import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { RULES } from '../../src/findings/rules.ts';
import { organization, user, writeSnapshot, type Rows } from '../unit/snapshot/support/rows.ts';
import { typing } from './support/box.ts';
import { exportByHand } from './support/exporting.ts';
import { run } from './support/extension.ts';
import { goDown, linesOf, messageOf, tooltipOf, type Line } from './support/providers.ts';
import { folderOf } from './support/storage.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';
import { inert } from '../../src/vscode/views/inert.ts';

const [ACCESS, SNAPSHOTS] = ['logtoAccess.access', 'logtoAccess.snapshots'];
const FINDINGS = 'logtoAccess.findings';
const NOTHING = { summary: { added: 0, removed: 0, changed: 0 } };
const MISSING = '1 member of the organization o1 is missing: Row 2 cannot be read';
const IN_SHORT = 'members of 1 organization could not be read';
const ROWS: Rows = { users: [user('u1'), user('u2')], organizations: [organization('o1')] };

function iconOf(line: Line | undefined): string | undefined {
  return line?.item.iconPath instanceof vscode.ThemeIcon ? line.item.iconPath.id : undefined;
}

describe('An incomplete snapshot', () => {
  let connected: ConnectedTenant;
  let whole: string;
  let lacking: string;
  let lackingToo: string;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-host-'));

  /** The lines of the Snapshots view below the tenant: the incomplete snapshot first, which is the newer. */
  async function runs(): Promise<Line[]> {
    return linesOf(SNAPSHOTS, await goDown(SNAPSHOTS, 'Acme'));
  }

  before(async () => {
    connected = await connect({ users: 20, organizations: 2 });
    const { tenantId } = connected;
    // a sync makes the folder that the hand-made files lie in
    const { snapshotId } = await run('logtoAccess.sync', { tenantId });
    [whole, lacking] = ['aa', 'bb'].map((end) => snapshotId.slice(0, -2) + end) as [string, string];
    const fileOf = (name: string): string => join(folderOf(tenantId), `${name}.snapshot`);
    const at = Date.now() + 3_600_000;
    const info = { tenantId, tenantName: 'Acme', startedAt: at, endedAt: at };
    writeSnapshot(fileOf('whole'), { ...ROWS, members: { o1: { u1: [], u2: [] } } }, { ...info, id: whole });
    const holes = [{ in: 'members', of: 'o1', rows: 1, reason: 'Row 2 cannot be read.' }] as const;
    const rows = { ...ROWS, members: { o1: { u1: [] } } };
    writeSnapshot(fileOf('lacking'), rows, { ...info, id: lacking, startedAt: at + 1, holes });
    lackingToo = join(folder, 'too.snapshot');
    const id = `${snapshotId.slice(0, -2)}cc`;
    writeSnapshot(lackingToo, rows, { ...info, id, startedAt: at + 2, holes });
  });
  after(async () => {
    await disconnect(connected);
    rmSync(folder, { recursive: true, force: true });
  });

  it('is marked in the Snapshots view, by icon, description, tooltip and for a screen reader', async () => {
    const [incomplete, complete] = await runs();
    assert.ok(incomplete?.item.iconPath instanceof vscode.ThemeIcon);
    assert.equal(incomplete.item.iconPath.id, 'warning');
    assert.match(
      String(incomplete.item.description),
      /^shown, incomplete, (no certain changes, )?2 users, 1 membership, 1 min 0 s$/,
    );
    const spoken = incomplete.item.accessibilityInformation?.label ?? '';
    assert.ok(spoken.includes(', shown, incomplete, ') && spoken.includes(MISSING), spoken);
    assert.ok((await tooltipOf(SNAPSHOTS, incomplete)).includes(`\nIncomplete: ${MISSING}\n`));
    assert.match(String(complete?.item.description), /(^|, )2 users, 2 memberships, 1 min 0 s$/);
    assert.ok((await tooltipOf(SNAPSHOTS, complete!)).includes('\nMade by hand.\n'));
  });

  it('is marked at the top of the Access view and on its tenant, as long as it is shown', async () => {
    const [incomplete, complete] = await runs();
    await vscode.commands.executeCommand('logtoAccess.showSnapshot', incomplete?.element);
    assert.equal(messageOf(ACCESS), `The shown snapshot of Acme is incomplete: ${IN_SHORT}.`);
    const tenant = await goDown(ACCESS, 'Acme');
    assert.match(String(tenant.item.description), /, incomplete$/);
    assert.ok((await tooltipOf(ACCESS, tenant)).includes(`- Incomplete: ${inert(MISSING)}`));
    await vscode.commands.executeCommand('logtoAccess.showSnapshot', complete?.element);
    assert.equal(messageOf(ACCESS), '');
    assert.doesNotMatch(String((await goDown(ACCESS, 'Acme')).item.description), /incomplete/);
  });

  it('is compared without calling removed what may be missing, and the Changes view says so', async () => {
    const result = await run('logtoAccess.diffSnapshots', { before: whole, after: lacking });
    assert.deepEqual(result, {
      summary: { added: 0, removed: 0, changed: 0 },
      unsure: 1,
      missing: [MISSING],
    });
    const message = messageOf('logtoAccess.changes');
    assert.match(message, /^Acme: no certain difference between .*\. 1 difference cannot be judged, since /);
    assert.match(message, /, since the snapshot of [^.]* is incomplete\.$/);
  });

  it('is told to a program that compares two with one hole, in which any difference may lie', async () => {
    const result = await run('logtoAccess.diffSnapshots', { before: lacking, after: lackingToo });
    assert.deepEqual(result, { ...NOTHING, unsure: 0, missing: [MISSING] });
    const same = await run('logtoAccess.diffSnapshots', { before: whole, after: whole });
    assert.deepEqual(same, { ...NOTHING, unsure: 0, missing: [] });
  });

  it('is marked in the Findings view, which does not say that nothing looks wrong', async () => {
    const [incomplete, complete] = await runs();
    const off = vscode.workspace.getConfiguration('logtoAccess.findings');
    const rules = RULES.map(({ id }) => id);
    await off.update('off', rules, vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand('logtoAccess.showSnapshot', incomplete?.element);
      const [first, second, ...others] = await linesOf(FINDINGS);
      assert.deepEqual([first?.label, iconOf(first)], [`Incomplete: ${MISSING}`, 'warning']);
      assert.match(second?.label ?? '', /^Nothing that could be read looks wrong in Acme, .*, incomplete$/);
      assert.deepEqual([iconOf(second), others], ['info', []]);
      await vscode.commands.executeCommand('logtoAccess.showSnapshot', complete?.element);
      const [only] = await linesOf(FINDINGS);
      assert.match(only?.label ?? '', /^Nothing looks wrong in Acme, as of (?!.*incomplete)/);
    } finally {
      await off.update('off', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('is marked where it is asked', async () => {
    const [incomplete, complete] = await runs();
    await vscode.commands.executeCommand('logtoAccess.showSnapshot', incomplete?.element);
    try {
      await typing([{ title: /^Find in Acme, as of .*, incomplete$/ }], () =>
        vscode.commands.executeCommand('logtoAccess.findAccess'),
      );
    } finally {
      await vscode.commands.executeCommand('logtoAccess.showSnapshot', complete?.element);
    }
  });

  it('is exported with a word for what is missing, to programs and to people', async () => {
    const target = join(folder, 'lacking.json');
    const argument = { snapshotId: lacking, format: 'c1-json', target } as const;
    assert.deepEqual((await run('logtoAccess.exportSnapshot', argument)).missing, [MISSING]);
    assert.ok(readFileSync(target, 'utf8').includes(MISSING));
    const form = 'C1 snapshot JSON (.json)';
    const answers = { target: vscode.Uri.file(target), form };
    const { told } = await exportByHand('exportSnapshotAs', (await runs())[0]?.element, answers);
    assert.match(told[0] ?? '', /^Exported .* incomplete, and ConductorOne takes /);
    assert.ok(told[0]?.includes(MISSING));
    assert.doesNotMatch(told[0] ?? '', /no place to say so/);
  });

  it('is exported as .c1z with a word that the file itself does not say what is missing', async () => {
    const answers = { target: vscode.Uri.file(join(folder, 'lacking.c1z')), form: 'C1 sync file (.c1z)' };
    const { told } = await exportByHand('exportSnapshotAs', (await runs())[0]?.element, answers);
    assert.match(
      told[0] ?? '',
      /incomplete, and ConductorOne takes .* The file itself has no place to say so\./,
    );
  });
});
