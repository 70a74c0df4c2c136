import assert from 'node:assert/strict';
import { Workbench } from './support/workbench.ts';

const WIDTH = 300;

const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
} as const;

/** A workbench with the members of an organization in a narrow Access view. */
async function startWith(theme: string): Promise<Workbench> {
  const workbench = await Workbench.start({ settings: { 'workbench.colorTheme': theme } });
  await workbench.openContainer();
  await workbench.pane('Access').getByRole('button', { name: 'Look at a demo tenant' }).click();
  await workbench.statusBar(/Demo tenant: \d+ memberships/).waitFor({ timeout: 90_000 });
  await workbench.closeNotification(/Demo tenant: complete/);
  await workbench.narrowTo(WIDTH);
  await workbench.expand('Access', /^Organizations/, /^Harbour & Pine Logistics/, /^Members/);
  return workbench;
}

describe('The Access view at 300 pixels', function () {
  this.timeout(360_000);

  for (const [name, theme] of Object.entries(THEMES))
    it(`is drawn in a ${name} theme, whole, filtered and beside an answer`, async () => {
      const drawn = await startWith(theme);
      try {
        await drawn.row('Access', /^Ágnes Dvořák/).waitFor();
        await drawn.screenshot(`access-${name}`);
        await drawn.titleAction('Access', 'Filter…');
        await drawn.input().fill('an');
        await drawn.page.keyboard.press('Enter');
        await drawn
          .pane('Access')
          .getByText(/Showing \d+ of 240 users/)
          .first()
          .waitFor();
        await drawn.screenshot(`access-filtered-${name}`);
        await drawn.titleAction('Access', 'Clear Filter');
        await drawn.askFor('Who Can…', /^Who can …/, 'read:shipments');
        await drawn.pane('Answer').getByRole('treeitem').first().waitFor();
        await drawn.screenshot(`access-answer-${name}`);
      } finally {
        await drawn.close();
      }
    });
});

describe('The actions of the Access view', function () {
  this.timeout(360_000);
  let workbench: Workbench;

  before(async function () {
    this.timeout(360_000);
    workbench = await startWith(THEMES.dark);
  });
  after(() => workbench.close());

  it('has a name for every action that is an icon only', async () => {
    await workbench.row('Access', /^Demo tenant/).hover();
    const actions = await workbench.page.locator('.part.sidebar .action-label.codicon').all();
    const names = await Promise.all(actions.map((action) => action.getAttribute('aria-label')));
    assert.ok(names.length > 5, `${names.length} actions`);
    assert.ok(names.every(Boolean), names.join());
    for (const action of ['Filter', 'Sync'])
      assert.ok(
        names.some((name) => name?.startsWith(action)),
        names.join(),
      );
  });

  it('says what a filter leaves, and offers to clear it', async () => {
    await workbench.titleAction('Access', 'Filter…');
    await workbench.input().fill('an');
    await workbench.screenshot('access-filter-box');
    await workbench.page.keyboard.press('Enter');
    await workbench
      .pane('Access')
      .getByText(/Showing \d+ of 240 users/)
      .first()
      .waitFor();
    await workbench.screenshot('access-filtered');
    await workbench.titleAction('Access', 'Clear Filter');
    await workbench
      .pane('Access')
      .getByText(/Showing \d+ of 240 users/)
      .first()
      .waitFor({ state: 'detached' });
  });
});
