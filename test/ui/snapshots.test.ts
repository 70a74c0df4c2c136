import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Hole } from '../../src/snapshot/model.ts';
import { Workbench } from './support/workbench.ts';

const WIDTH = 300;
const SNAPSHOTS = 'Snapshots';
const NEWEST = /, snapshot, .*shown in the Access view/;
const NAMED = /^Before the audit/;
const THEMES = {
  ...{ dark: 'Default Dark Modern', light: 'Default Light Modern' },
  'high-contrast': 'Default High Contrast',
};

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

  for (const [name, theme] of Object.entries(THEMES))
    it(`is drawn in a ${name} theme with an incomplete run, a named one and an opened file`, async () => {
      const workbench = await startWith(theme);
      try {
        const folder = storageOf(workbench);
        const [oldest] = readdirSync(folder)
          .filter((file) => file.endsWith('.snapshot'))
          .sort();
        assert.ok(oldest);
        const from = join(folder, oldest);
        addIncomplete(from, join(folder, 'lacking.snapshot'));
        await workbench.pane('Access').locator('.pane-header').click();
        const file = join(
          mkdtempSync(join(tmpdir(), 'logto-access-ui-')),
          'production-before-migration.snapshot',
        );
        copyFileSync(from, file);
        await workbench.openFile(file);
        await workbench.pane('Access').locator('.pane-header').click();
        await workbench.select(SNAPSHOTS, NEWEST);
        await workbench.page.keyboard.press('ArrowDown');
        await workbench.page.keyboard.press('F2');
        await workbench.answer(/Rename the snapshot/, 'Before the audit');
        await workbench.inlineAction(SNAPSHOTS, NAMED, 'Pin');
        await workbench.row(SNAPSHOTS, /^Before the audit, .*pinned/).waitFor();
        await workbench.row(SNAPSHOTS, /, incomplete, /).waitFor();
        await workbench.row(SNAPSHOTS, /production-before-migration/).waitFor();
        await workbench.screenshot(`snapshots-all-${name}`);
        await workbench.row(SNAPSHOTS, /, incomplete, /).hover();
        await workbench.page.locator('.monaco-hover:visible', { hasText: /missing/ }).waitFor();
        await workbench.screenshot(`snapshots-incomplete-${name}`, { pointing: true });
      } finally {
        await workbench.close();
      }
    });
});

/** Where the extension keeps the runs of the only tenant. */
function storageOf({ editor }: Workbench): string {
  const storage = join(editor.data, 'User', 'globalStorage', 'logto-access.logto-access');
  const tenants = readdirSync(storage, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.equal(tenants.length, 1);
  return join(storage, tenants[0]?.name ?? '');
}

/** Puts an older run beside another one, in which members of an organization could not be read. */
function addIncomplete(from: string, to: string): void {
  copyFileSync(from, to);
  const database = new DatabaseSync(to);
  const [row] = database.prepare('select organization_id as id from memberships limit 1').all();
  const of = String(row?.id);
  for (const table of ['member_roles', 'memberships'])
    database.prepare(`delete from ${table} where organization_id = ?`).run(of);
  const holes: Hole[] = [{ in: 'members', of, reason: 'Logto answered 500 four times.' }];
  const set = database.prepare('update info set value = ? where key = ?');
  set.run(JSON.stringify(holes), 'holes');
  set.run(JSON.stringify('0ujtsYcgvSTl8PAuAdqWYSMnLOv'), 'id');
  for (const key of ['startedAt', 'endedAt'])
    database.prepare('update info set value = value - 86400000 where key = ?').run(key);
  database.close();
}
