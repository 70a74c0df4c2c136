import { Workbench } from './support/workbench.ts';

const ORGANIZATION = /^Harbour & Pine Logistics/;
const PERSON = /^Ágnes Dvořák/;

describe('The Access view with the keyboard alone', function () {
  this.timeout(360_000);
  let workbench: Workbench;

  before(async function () {
    this.timeout(360_000);
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
  after(() => workbench.close());

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
    await press('Shift+F10');
    const entry = workbench.page
      .locator('.context-view .action-item.focused')
      .filter({ hasText: 'Open as Text' });
    for (let i = 0; i < 20 && !(await entry.isVisible()); i++) await press('ArrowDown');
    await press('Enter');
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
