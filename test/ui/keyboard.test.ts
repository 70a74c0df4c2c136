import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organization, writeSnapshot } from '../unit/snapshot/support/rows.ts';
import { Workbench } from './support/workbench.ts';

const ORGANIZATION = /^Harbour & Pine Logistics/;
const PERSON = /^Ágnes Dvořák/;

describe('The Access view with the keyboard alone', function () {
  this.timeout(360_000);
  let workbench: Workbench;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-keyboard-'));
  const file = join(folder, 'acme.snapshot');

  before(async function () {
    this.timeout(360_000);
    writeSnapshot(
      file,
      { organizations: [organization('o1', { name: 'Acme' })] },
      { baseUrl: 'https://acme.logto.app' },
    );
    workbench = await Workbench.start();
    await workbench.palette('Logto Access: Focus on Access View');
    await workbench.pane('Access').waitFor();
    await workbench.palette('Logto Access: Open the Demo Tenant');
    await workbench.statusBar(/Demo tenant: \d+ memberships/).waitFor({ timeout: 90_000 });
    await workbench.notification(/Demo tenant: complete/).waitFor();
    await workbench.palette('Notifications: Clear All Notifications');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.slice(0, 40)}`);
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('filters, and clears the filter', async () => {
    await workbench.palette('Logto Access: Filter…');
    await workbench.input().waitFor();
    await workbench.page.keyboard.type('an');
    await press('Enter');
    const showing = workbench
      .pane('Access')
      .getByText(/Showing \d+ of 240 users/)
      .first();
    await showing.waitFor();
    await workbench.palette('Logto Access: Clear Filter');
    await showing.waitFor({ state: 'detached' });
  });

  it('expands lines with the arrows, and selects with Enter', async () => {
    await workbench.palette('Logto Access: Focus on Access View');
    for (const line of [/^Organizations/, ORGANIZATION, /^Members/]) {
      await goTo(line);
      await press('ArrowRight');
      await expanded(line);
    }
    await goTo(PERSON);
    await press('Enter');
    await selected(PERSON);
  });

  it('opens a line as text from its menu', async () => {
    await chooseFromMenu('Open as Text');
    await workbench.page.locator('.tab[aria-label^="Ágnes Dvořák"]').waitFor();
  });

  it('keeps what is expanded and selected over a sync', async () => {
    await workbench.palette('Logto Access: Sync');
    await workbench.snapshots(2);
    await workbench.notification(/Demo tenant: complete/).waitFor();
    await expanded(ORGANIZATION);
    await selected(PERSON);
  });

  it('keeps it over a reload of the window', async () => {
    await workbench.page.reload({ waitUntil: 'commit' });
    await workbench.row('Access', ORGANIZATION).waitFor({ timeout: 90_000 });
    await expanded(ORGANIZATION);
    await selected(PERSON);
    await workbench.screenshot('keyboard-reloaded');
  });

  it('loads more of a long list', async () => {
    await workbench.palette('Logto Access: Focus on Access View');
    await press('Home');
    await goTo(/^Organizations/);
    await press('ArrowLeft');
    await goTo(/^Users/);
    await press('ArrowRight');
    await expanded(/^Users/);
    await press('End');
    await goTo(/^Load \d+ more of/, 'ArrowUp', 'End');
    await press('ArrowRight');
    await workbench.row('Access', /^201 to \d+ of/).waitFor();
    await workbench.screenshot('keyboard-more');
  });

  it('sorts a list, and groups it', async () => {
    await goToFirst(/^Users/);
    await chooseFromMenu('Sort…');
    await choose(/^Sort the Access view/, 'Newest');
    await workbench.row('Access', /, created 20.*, user$/).waitFor();
    await goToFirst(/^Users/);
    await chooseFromMenu('Group…');
    await choose(/^Group the Access view/, 'status');
    await goTo(/^Suspended, \d+, group/);
    await press('ArrowRight');
    await workbench.row('Access', /, created 20.* suspended, user$/).waitFor();
    await workbench.screenshot('keyboard-grouped');
  });

  it('copies the id of a line, by which it is found again', async () => {
    await goTo(/, created 20.* suspended, user$/);
    const label = (await focused(/, user$/).getAttribute('aria-label')) ?? '';
    await chooseFromMenu('Copy Id');
    await press('Control+f');
    await workbench.input().waitFor();
    await press('Control+v');
    const [name = ''] = label.split(', created ');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: name })
      .first()
      .waitFor();
    assert.match(await workbench.input().inputValue(), /^[a-z0-9]{12}$/);
    await press('Escape');
  });

  it('opens a line in the Console of its tenant', async () => {
    await openFile();
    await workbench.palette('Logto Access: Focus on Access View');
    await press('End');
    await goTo(/^acme\.snapshot/, 'ArrowUp', 'End');
    await goTo(/^Organizations/);
    await chooseFromMenu('Open in Logto Console');
    const asked = workbench.page
      .getByRole('dialog')
      .filter({ hasText: 'https://cloud.logto.io/acme/organizations' });
    await asked.waitFor();
    await workbench.screenshot('keyboard-console');
    await press('Escape');
    await asked.waitFor({ state: 'detached' });
  });

  async function openFile(): Promise<void> {
    await workbench.palette('Logto Access: Open a Snapshot or C1 File');
    await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor(); // then it has set its own name
    await press('Control+a');
    await workbench.page.keyboard.type(file);
    const opened = workbench.pane('Snapshots').getByRole('treeitem', { name: /^acme\.snapshot/ });
    for (let i = 0; i < 10 && !(await opened.isVisible()); i++) {
      await workbench.page.waitForTimeout(1000); // the dialog looks the folder up while one types
      if (await workbench.input().isVisible()) await press('Enter');
    }
  }

  /** Chooses from the menu of the line that has the keyboard. */
  async function chooseFromMenu(label: string): Promise<void> {
    await press('Shift+F10');
    const entry = workbench.page.locator('.context-view .action-item.focused').filter({ hasText: label });
    for (let i = 0; i < 20 && !(await entry.isVisible()); i++) await press('ArrowDown');
    await press('Enter');
  }

  /** Types what is to be chosen into the box that is asked with. */
  async function choose(title: RegExp, text: string): Promise<void> {
    const box = workbench.page.locator('.quick-input-title').filter({ hasText: title });
    await box.waitFor();
    await workbench.page.keyboard.type(text);
    await press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  async function goToFirst(line: RegExp): Promise<void> {
    await press('Home');
    await goTo(line);
  }

  const focused = (line: RegExp): ReturnType<Workbench['row']> =>
    workbench.row('Access', line).and(workbench.page.locator('.focused'));
  const expanded = (line: RegExp): Promise<void> =>
    workbench
      .row('Access', line)
      .and(workbench.page.locator('[aria-expanded="true"]'))
      .waitFor({ timeout: 60_000 });
  const selected = (line: RegExp): Promise<void> =>
    workbench
      .row('Access', line)
      .and(workbench.page.locator('[aria-selected="true"]'))
      .waitFor({ timeout: 60_000 });

  /** Goes to a line step by step, and once more from the first one where it was passed by. */
  async function goTo(line: RegExp, step = 'ArrowDown', first = 'Home'): Promise<void> {
    for (let i = 0; i < 90; i++) {
      await workbench.page.waitForTimeout(300); // in which a busy workbench draws where it is
      if (await focused(line).isVisible()) return;
      await press(i % 30 === 29 ? first : step);
    }
    throw new Error(`The arrows do not come to ${line.source}.`);
  }

  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await workbench.page.keyboard.press(key);
      await workbench.page.waitForTimeout(200); // for the lines below
    }
  }
});
