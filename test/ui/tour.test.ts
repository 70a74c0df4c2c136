import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbench } from './support/workbench.ts';

describe('The tour of a person with the demo tenant', function () {
  this.timeout(360_000);
  let workbench: Workbench;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-ui-'));

  before(async function () {
    this.timeout(360_000);
    workbench = await Workbench.start({ settings: { 'window.zoomLevel': 0 } });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.slice(0, 40)}`);
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begins with a welcome that says what this is and offers a tenant or the demo', async () => {
    await workbench.openContainer();
    const welcome = workbench.pane('Access').locator('.welcome-view-content');
    await welcome.getByText('Logto Access shows who is in which organization').waitFor();
    await welcome.getByRole('button', { name: 'Connect a Logto tenant' }).waitFor();
    await workbench.page
      .locator('.pane .monaco-progress-container.active')
      .first()
      .waitFor({ state: 'detached' });
    await workbench.screenshot('1-welcome');
  });

  it('opens the demo tenant, syncs it, and says that it is complete', async () => {
    await workbench.pane('Access').getByRole('button', { name: 'Look at a demo tenant' }).click();
    await workbench.statusBar(/Demo tenant: \d+ memberships/).waitFor({ timeout: 60_000 });
    await workbench.row('Access', /^Organizations/).waitFor();
    await workbench
      .pane('Access')
      .getByText(/Syncing/)
      .waitFor({ state: 'detached' });
    await workbench.row('Snapshots', /, snapshot/).waitFor();
    await workbench.notification(/Demo tenant: complete, 240 users, .* Every list/).waitFor();
    await workbench.screenshot('2-synced');
    await workbench.closeNotification(/Demo tenant: complete/);
  });

  it('tells in the status bar how every tenant stands, with what one would do about it', async () => {
    await workbench.statusBar(/Demo tenant: \d+ memberships/).hover();
    const tooltip = workbench.page.locator('.monaco-hover').filter({ hasText: /Complete, 240 users/ });
    for (const link of ['Sync', 'Show Log']) await tooltip.getByText(link, { exact: true }).waitFor();
    await workbench.screenshot('2-status-bar', { pointing: true });
  });

  it('expands the tree down to the role of a member', async () => {
    await workbench.expand('Access', /^Organizations/, /^Harbour & Pine Logistics/, /^Members/);
    const member = workbench
      .pane('Access')
      .getByRole('treeitem', { level: 5 })
      .filter({ hasText: 'editor' })
      .first();
    await member.click();
    const role = workbench.pane('Access').getByRole('treeitem', { level: 6 }).first();
    await role.waitFor();
    assert.match((await role.getAttribute('aria-label')) ?? '', /role/);
    await workbench.screenshot('3-access-tree');
  });

  it('exports the snapshot to a file that a save dialog asks for', async () => {
    const target = join(folder, 'demo.c1-snapshot.json');
    await workbench.inlineAction('Snapshots', /, snapshot/, 'Export for ConductorOne');
    await workbench.choose(/Export for ConductorOne/, 'C1 snapshot JSON', '4-export-forms');
    await workbench.saveAs(/Export for ConductorOne/, target, '4-export-dialog');
    await workbench.notification(/Exported 240 users, 12 organizations/).waitFor();
    await workbench.screenshot('5-exported');
    const exported = JSON.parse(readFileSync(target, 'utf8')) as { users: unknown[] };
    assert.equal(exported.users.length, 240);
    await workbench.closeNotification(/Exported/);
  });

  it('syncs a week later, and keeps what was expanded', async () => {
    await workbench.titleAction('Access', 'Sync');
    await workbench.snapshots(2);
    await workbench
      .row('Access', /^Harbour & Pine Logistics/)
      .and(workbench.page.locator('[aria-expanded="true"]'))
      .waitFor();
    await workbench.notification(/Demo tenant: complete/).waitFor();
    await workbench.screenshot('6-synced-again');
    await workbench.closeNotification(/Demo tenant: complete/);
  });

  it('compares with the snapshot before, in the Changes view', async () => {
    await workbench.compareNewest();
    await workbench
      .pane('Changes')
      .getByText(/^Demo tenant: \+\d+ −\d+ ~\d+/)
      .waitFor();
    await workbench.row('Changes', /now holds|joined/).waitFor();
    await workbench.screenshot('7-changes');
  });

  it('opens the changes as text in the diff editor', async () => {
    await workbench.titleAction('Changes', 'Open Changes as Text');
    const diff = workbench.page.locator('.monaco-diff-editor');
    await diff.locator('.editor.modified .view-lines').getByText('organization').first().waitFor();
    await diff.locator('.line-insert, .char-insert, .inserted-text').first().waitFor({ state: 'attached' });
    await workbench.page.keyboard.press('Alt+F5'); // to the next change
    await workbench.screenshot('8-diff-editor');
  });

  it('still shows everything after a reload', async () => {
    await workbench.page.reload({ waitUntil: 'commit' });
    await workbench.row('Access', /^Organizations/).waitFor({ timeout: 90_000 });
    await workbench.snapshots(2);
  });
});
