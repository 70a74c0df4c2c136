import assert from 'node:assert/strict';
import { Workbench } from './support/workbench.ts';

const THEMES = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
} as const;

/** In which of VS Code's colours the lines of what kind are. */
const COLOURS = {
  added: 'gitDecoration-addedResourceForeground',
  removed: 'gitDecoration-deletedResourceForeground',
  changed: 'gitDecoration-modifiedResourceForeground',
};

/** The colour of the icon of the first line of a kind, and one of the theme's. */
function coloursOf({ page }: Workbench, kind: string, colour: string): Promise<string[]> {
  return page.evaluate(`(() => {
    const lines = [...document.querySelectorAll('[role=treeitem][aria-level="2"]')];
    const line = lines.find((one) => /, ${kind}(,|$)/.test(one.ariaLabel));
    const probe = document.createElement('i');
    probe.style.color = 'var(--vscode-${colour})';
    line.append(probe);
    const icon = line.querySelector('.custom-view-tree-node-item-icon');
    const colours = [icon, probe].map((one) => getComputedStyle(one).color);
    probe.remove();
    return colours;
  })()`);
}

/** A workbench with the demo tenant's second week compared with its first, in a side bar of which little else is seen. */
async function startWith(theme: string): Promise<Workbench> {
  const workbench = await Workbench.start({
    settings: { 'workbench.colorTheme': theme },
    builtins: ['git', 'git-base', 'markdown-language-features'], // colours, and the preview
  });
  await workbench.openContainer();
  await workbench.pane('Access').getByRole('button', { name: 'Look at a demo tenant' }).click();
  await workbench.statusBar(/Demo tenant: \d+ memberships/).waitFor({ timeout: 90_000 });
  await workbench.closeNotification(/Demo tenant: complete/);
  await workbench.titleAction('Access', 'Sync');
  await workbench.snapshots(2);
  await workbench.closeNotification(/Demo tenant: complete/);
  await workbench.compareNewest();
  for (const other of ['Access', 'Snapshots']) await workbench.pane(other).locator('.pane-header').click();
  await workbench.row('Changes', / joined/).waitFor();
  return workbench;
}

describe('The Changes view of the second week', function () {
  this.timeout(360_000);

  for (const [name, theme] of Object.entries(THEMES))
    it(`is drawn in a ${name} theme, by organization and by person, and its report too`, async () => {
      const workbench = await startWith(theme);
      const { page } = workbench;
      try {
        await workbench.screenshot(`changes-${name}`);
        for (const [line, colour] of Object.entries(COLOURS)) {
          const [shown, wanted] = await coloursOf(workbench, line, colour);
          assert.equal(shown, wanted, line);
        }
        await workbench.expand('Changes', /^Findings, /);
        await workbench.row('Changes', /^New findings/).waitFor();
        await workbench.screenshot(`changes-${name}-findings`);
        await workbench.row('Changes', /^Findings, /).press('ArrowLeft');
        await workbench.titleAction('Changes', 'Group Changes…');
        await workbench.result(/By person/).click();
        await workbench.screenshot(`changes-${name}-by-person`);
        await workbench.command('Logto Access: Open the Report of Changes');
        await page.locator('iframe.webview.ready').first().waitFor();
        await page
          .frameLocator('iframe.webview.ready')
          .frameLocator('#active-frame')
          .getByRole('heading', { name: 'What changed in Demo tenant' })
          .waitFor();
        await workbench.screenshot(`changes-${name}-report`);
      } finally {
        await workbench.close();
      }
    });
});

describe('The actions of the Changes view', function () {
  this.timeout(360_000);
  let workbench: Workbench;

  before(async function () {
    this.timeout(360_000);
    workbench = await startWith(THEMES.dark);
  });
  after(() => workbench.close());

  it('show only what was gained, say so, and show all again', async () => {
    await workbench.command('Logto Access: Show Only Access That Was Gained');
    const pane = workbench.pane('Changes');
    await pane
      .getByText(/Showing \d+ of \d+/)
      .first()
      .waitFor();
    await workbench.screenshot('changes-filtered');
    await workbench.titleAction('Changes', 'Clear Filter of Changes');
    await pane
      .getByText(/Showing \d+ of \d+/)
      .first()
      .waitFor({ state: 'detached' });
  });

  it('offer what can be filtered in one box', async () => {
    await workbench.titleAction('Changes', 'Filter Changes…');
    await workbench.result(/Only access that was gained/).waitFor();
    await workbench.screenshot('changes-filter-box');
    await workbench.page.keyboard.press('Escape');
  });

  it('list whom the new permission of a role touches', async () => {
    await workbench.titleAction('Changes', 'Filter Changes…');
    for (const kind of [/^Added/, /^Removed/]) await workbench.result(kind).click();
    await workbench.page.keyboard.press('Enter');
    await workbench.expand('Changes', /billing-viewer gained/);
    await workbench.pane('Changes').locator('[role=treeitem][aria-level="3"]').first().waitFor();
    await workbench.screenshot('changes-touched');
    await workbench.titleAction('Changes', 'Clear Filter of Changes');
  });

  it('open a line as text, show it, copy it and tell its history, from its menu', async () => {
    await workbench.row('Changes', /(joined|no longer)/).click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: 'Open Changes as Text' }).waitFor();
    await workbench.screenshot('changes-menu');
    await workbench.page.getByRole('menuitem', { name: 'History…' }).click();
    await workbench.page.getByRole('tab', { name: /^History of/ }).waitFor();
    await workbench.screenshot('changes-history');
  });

  it('open all organizations that changed in one editor', async () => {
    await workbench.command('Logto Access: Open Changes of All Organizations');
    await workbench.page.locator('.monaco-diff-editor').first().waitFor();
    await workbench.screenshot('changes-all-organizations');
  });
});
