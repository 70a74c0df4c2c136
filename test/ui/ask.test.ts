import { Workbench } from './support/workbench.ts';

describe('Asking with the keyboard alone', function () {
  this.timeout(360_000);
  let workbench: Workbench;

  before(async function () {
    this.timeout(360_000);
    workbench = await Workbench.start({ settings: { 'window.zoomLevel': 0 } });
    await workbench.openContainer();
    await workbench.command('Logto Access: Open the Demo Tenant');
    await workbench.statusBar(/Demo tenant: \d+ memberships/).waitFor({ timeout: 60_000 });
    await workbench.notification(/Demo tenant: complete/).waitFor();
    await workbench.closeNotification(/Demo tenant: complete/);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.slice(0, 40)}`);
  });
  after(() => workbench.close());

  it('opens the box by Ctrl+F in the view, and shows results as one types', async () => {
    await workbench.command('Logto Access: Focus on Access View');
    await workbench.page.keyboard.press('Control+F');
    await workbench.page
      .locator('.quick-input-title')
      .filter({ hasText: /^Find in Demo tenant/ })
      .waitFor();
    await workbench.screenshot('ask-1-box');
    await workbench.page.keyboard.type('harbour');
    await workbench.result(/Harbour & Pine Logistics/).waitFor();
    await workbench.screenshot('ask-2-results');
  });

  it('goes on to the line in the Access view by Enter', async () => {
    await workbench.page.keyboard.press('Enter');
    const row = workbench.row('Access', /^Harbour & Pine Logistics/);
    await row.and(workbench.page.locator('.selected, [aria-selected="true"]')).waitFor();
    await workbench.screenshot('ask-3-revealed');
  });

  it('asks who can, and shows the holders by organization', async () => {
    await workbench.askFor('Who Can…', /^Who can … in Demo tenant/, 'read:shipments');
    await workbench
      .pane('Answer')
      .getByText(/^Who can read:shipments: \d+ people/)
      .waitFor();
    await workbench.row('Answer', /^Harbour & Pine Logistics/).waitFor();
    await press('ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight');
    await workbench
      .pane('Answer')
      .getByRole('treeitem', { name: /^read:shipments/ })
      .first()
      .waitFor();
    await workbench.screenshot('ask-4-who-can');
  });

  it('asks why of a person, down to the permissions', async () => {
    await workbench.askFor('Why…', /^Why … in Demo tenant/, 'amelia.bennett');
    await workbench.result(/^Everything/).waitFor();
    await workbench.screenshot('ask-5-why-of');
    await press('Enter');
    await workbench
      .pane('Answer')
      .getByText(/^Why Amelia Bennett has access: \d+ roles/)
      .waitFor();
    const permission = workbench.pane('Answer').getByRole('treeitem', { level: 3 }).first();
    for (let i = 0; i < 20 && !(await permission.isVisible()); i++)
      await press('Home', 'ArrowDown', 'ArrowRight'); // the first keys may come before the lines
    await permission.waitFor();
    await workbench.screenshot('ask-5-why');
  });

  it('opens the answer as text with colours, and a user too, which folds', async () => {
    await workbench.palette('Logto Access: Open the Answer as Text');
    const editor = workbench.page.locator('.editor-instance .view-lines');
    await editor.getByText(/→/).first().waitFor();
    await workbench.screenshot('ask-6-text');
    await press('End', ...Array.from({ length: 12 }, () => 'ArrowLeft')); // into the id
    await workbench.palette('Open Link');
    await workbench.page.locator('.tab.active[aria-label^="Amelia Bennett"]').waitFor();
    await editor
      .getByText(/organization.role/)
      .first()
      .waitFor();
    const lines = await editor.locator('.view-line').count();
    await workbench.palette('Fold All');
    while ((await editor.locator('.view-line').count()) >= lines) await workbench.page.waitForTimeout(50);
    await workbench.screenshot('ask-6-folded');
  });

  it('compares two people side by side', async () => {
    await workbench.askFor('Compare Access…', /^Compare access in Demo tenant/, 'amelia.bennett');
    await workbench.answerBox(/^Compare Amelia Bennett in Demo tenant/, 'harriet.dunmore');
    await workbench.row('Answer', /^Both have/).waitFor();
    await workbench.screenshot('ask-7-compared');
    await workbench.palette('Logto Access: Open Both Side by Side');
    await workbench.page
      .locator('.monaco-diff-editor .editor.modified .view-lines')
      .getByText('organization')
      .first()
      .waitFor();
    await workbench.screenshot('ask-8-diff');
  });

  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await workbench.page.keyboard.press(key);
      await workbench.page.waitForTimeout(300); // for the lines below
    }
  }
});
