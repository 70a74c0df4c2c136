import { Workbench } from './support/workbench.ts';

const WIDTH = 300;
const SNAPSHOTS = 'Snapshots';
const NEWEST = /, snapshot, .*shown in the Access view/;
const NAMED = /^Before the audit/;

/** A workbench whose demo tenant was synced three times, with a narrow Snapshots view. */
async function startWith(theme: string): Promise<Workbench> {
  const workbench = await Workbench.start({ settings: { 'workbench.colorTheme': theme } });
  await workbench.openContainer();
  await workbench.pane('Access').getByRole('button', { name: 'Look at a demo tenant' }).click();
  for (let runs = 1; runs <= 3; runs++) {
    if (runs > 1) await workbench.titleAction('Access', 'Sync');
    await workbench.snapshots(runs);
    await workbench.notification(/Demo tenant: complete/).waitFor({ timeout: 90_000 });
    await workbench.closeNotification(/Demo tenant: complete/);
  }
  await workbench.narrowTo(WIDTH);
  await workbench.pane('Access').locator('.pane-header').click(); // so that the other views have room
  return workbench;
}

describe('The Snapshots view at 300 pixels', function () {
  this.timeout(360_000);

  for (const [name, theme] of Object.entries({ dark: 'Default Dark Modern', light: 'Default Light Modern' }))
    it(`is drawn in a ${name} theme, with what the keyboard does to a run`, async () => {
      const workbench = await startWith(theme);
      const { page } = workbench;
      try {
        await workbench.row(SNAPSHOTS, /\d+ added, \d+ removed, \d+ changed/).waitFor();
        await workbench.screenshot(`snapshots-${name}`);
        await workbench.select(SNAPSHOTS, NEWEST);
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('F2');
        await workbench.answer(/Rename the snapshot/, 'Before the audit');
        await workbench.inlineAction(SNAPSHOTS, NAMED, 'Pin');
        await workbench.row(SNAPSHOTS, /^Before the audit, .*pinned/).waitFor();
        await workbench.row(SNAPSHOTS, NAMED).hover();
        await workbench.screenshot(`snapshots-named-${name}`);
        await workbench.row(SNAPSHOTS, NAMED).click({ button: 'right' });
        await page.locator('.context-view .action-label', { hasText: 'Rename' }).waitFor();
        await workbench.screenshot(`snapshots-menu-${name}`);
        await page.keyboard.press('Escape');
        await workbench.select(SNAPSHOTS, NAMED);
        await page.keyboard.press('Delete');
        await page
          .locator('.monaco-dialog-box')
          .getByText(/Delete the snapshot Before the audit/)
          .waitFor();
        await workbench.screenshot(`snapshots-delete-${name}`);
        await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click();
        await workbench.row(SNAPSHOTS, NAMED).waitFor({ state: 'detached' });
        await workbench.screenshot(`snapshots-deleted-${name}`);
        await workbench
          .notification(/Deleted 1 snapshot/)
          .getByRole('button', { name: 'Undo' })
          .click();
        await workbench.notification(/Deleted 1 snapshot/).waitFor({ state: 'detached' });
        await workbench.select(SNAPSHOTS, NAMED);
        await page.keyboard.press('Delete');
        await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Delete' }).click();
        await workbench.row(SNAPSHOTS, NAMED).waitFor({ state: 'detached' });
        await workbench.select(SNAPSHOTS, NEWEST);
        await page.keyboard.press('Control+z');
        await workbench.row(SNAPSHOTS, NAMED).waitFor();
        await workbench.screenshot(`snapshots-undone-${name}`);
      } finally {
        await workbench.close();
      }
    });
});
