import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LARGE_NAME, writeLargeOrganization } from '../support/largeOrganization.ts';
import { MapPage } from './support/mapPage.ts';
import { Workbench } from './support/workbench.ts';

const CUSTOMER = 'Harbour & Pine Logistics';

describe('The access map', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let map: MapPage;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-map-'));
  const large = join(folder, 'northwind.snapshot');

  before(async function () {
    this.timeout(240_000);
    writeLargeOrganization(large);
    workbench = await Workbench.start();
    await workbench.openContainer();
    await workbench.openDemoTenant();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-map');
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };

  const openFromMenu = (line: RegExp): Promise<void> =>
    workbench.chooseFromMenu('Access', line, 'Open Access Map');

  const drawn = (): Promise<unknown> =>
    map.frame.evaluate(`new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)));
    })`);

  /** What the rows say that are seen after one scrolled to places, pixels from the top: number, text and marks. */
  async function rowsAfter(...places: readonly number[]): Promise<[number: number, text: string][]> {
    for (const top of places) {
      await map.frame.evaluate(`void (document.querySelector('.grid').scrollTop = ${top})`);
      await drawn();
    }
    return map.frame.evaluate(`[...document.querySelectorAll('tbody tr:not(.away)')]
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        const seen = document.querySelector('.grid').getBoundingClientRect();
        return bottom > seen.top && top < seen.bottom;
      })
      .map((row) => [
        Number(row.getAttribute('aria-rowindex')),
        [...row.children].map((cell) => cell.className + ' ' + cell.textContent).join(' | ') + row.className,
      ])`);
  }

  it('opens from the line of a tenant, on its organizations by roles', async () => {
    await openFromMenu(/^Demo tenant/);
    map = await MapPage.of(workbench, 'Demo tenant');
    assert.equal(await map.frame.getByRole('rowheader').count(), 12);
    assert.equal(await map.frame.getByRole('grid').getAttribute('aria-rowcount'), '13');
  });

  it('leads with the keyboard alone from the tenant to somebody, along their paths, and back', async () => {
    await map.frame.locator('input[type="search"]').focus();
    await press('Tab', 'Tab', 'Tab', 'Tab');
    while (!(await map.focused()).startsWith('columnheader')) await press('Tab');
    await press('ArrowDown');
    assert.match(await map.focused(), new RegExp(`^rowheader ${CUSTOMER}`));
    await press('End');
    assert.match(await map.focused(), /^gridcell/);
    await press('Home', 'Enter');
    await map.shows(CUSTOMER);
    while (!(await map.focused()).startsWith('columnheader')) await press('Tab');
    await press('ArrowDown', 'ArrowDown');
    const person = (await map.frame.locator('[tabindex="0"] .name').textContent()) ?? '';
    await press('Enter');
    await map.shows(person);
    assert.ok((await map.focused()).startsWith(`button ${person}`), await map.focused());
    await press('ArrowRight');
    assert.match(await map.focused(), /, organization, leads to /);
    await press('ArrowRight', 'ArrowRight');
    await press('ArrowLeft');
    assert.match(await map.focused(), /, organization role, leads to /);
    await press('Escape');
    await map.shows(CUSTOMER);
    assert.ok((await map.focused()).startsWith(`rowheader ${person}`), await map.focused());
    await press('Escape');
    await map.shows('Demo tenant');
    assert.match(await map.focused(), new RegExp(`^rowheader ${CUSTOMER}`));
  });

  it('shows every view by the keyboard alone, and axe finds nothing serious in any', async () => {
    const look = async (): Promise<void> => assert.deepEqual(await map.faults(), []);
    await look();
    await map.frame.getByRole('button', { name: 'Over Time' }).focus();
    await press('Enter');
    await map.frame.locator('.points').waitFor();
    assert.equal(await map.focused(), 'button Over Time');
    await look();
    await press('Shift+Tab', 'Enter');
    await map.frame.getByRole('rowheader', { name: CUSTOMER }).waitFor();
    assert.match(await map.focused(), /^columnheader/);
    await press('ArrowDown', 'Enter');
    await map.shows(CUSTOMER);
    await look();
    await press('ArrowDown', 'ArrowDown');
    const person = (await map.frame.locator('[tabindex="0"] .name').textContent()) ?? '';
    await press('Enter');
    await map.shows(person);
    await look();
    await press('ArrowRight', 'ArrowRight'); // to an organization, and to a role there
    const way = [person];
    for (let step = 0; step < 2; step++) {
      const [, name = ''] = /^button ([^,]+)/.exec(await map.focused()) ?? [];
      await press('Enter');
      await map.shows(name);
      await look();
      way.push(name);
      await press('ArrowRight'); // from the role to a permission
    }
    for (const title of [...way.reverse().slice(1), CUSTOMER, 'Demo tenant']) {
      await press('Escape');
      await map.shows(title);
    }
  });

  it('filters by a part of a name, leaves the filter with Escape, and says what it leaves out', async () => {
    await map.frame.getByRole('rowheader', { name: CUSTOMER }).click();
    await map.shows(CUSTOMER);
    await map.frame.locator('input[type="search"]').fill('AGNES');
    await map.frame.getByText(/^Showing \d of \d+ members/).waitFor();
    for (const name of await map.frame.locator('.who').allTextContents()) assert.match(name, /Ágnes|agnes/);
    await map.frame.locator('input[type="search"]').press('Alt+ArrowLeft'); // on a Mac: a word to the left
    await map.frame.locator('input[type="search"]').press('Escape');
    await map.frame.getByText(/^\d+ members · /).waitFor();
    await map.frame.getByText(/^Not shown: .*global roles, which \d+ members hold/).waitFor();
  });

  it('opens on demand what a stack stands for', async () => {
    await map.frame.getByRole('columnheader', { name: /^viewer/ }).click();
    await map.shows('viewer');
    const people = map.frame.locator('.node.user');
    const before = await people.count();
    const stack = map.frame.locator('.node.stack').first();
    await stack.click();
    await map.frame.locator('main[aria-busy="false"]').waitFor();
    await people.nth(before).waitFor();
    assert.ok((await people.count()) > before);
    await press('Escape');
    await map.shows(CUSTOMER);
  });

  it('has the keyboard at the first of what was opened by it, and at what a graph is about where one goes to it', async () => {
    await map.frame.getByRole('columnheader', { name: /^viewer/ }).click();
    await map.shows('viewer');
    assert.match(await map.focused(), /^button viewer, /);
    const people = (): Promise<string[]> =>
      map.frame.evaluate<string[]>(
        `[...document.querySelectorAll('.node.user .box')].map((box) => box.getAttribute('aria-label'))`,
      );
    const before = new Set(await people());
    await press('ArrowLeft', 'ArrowLeft', 'End');
    assert.match(await map.focused(), /holders, closed; press Enter to show more/);
    await press('Enter');
    await map.frame.locator('.node.user').nth(before.size).waitFor();
    await map.frame.locator('main[aria-busy="false"]').waitFor();
    const focused = (await map.focused()).replace(/^button /, '');
    assert.ok((await people()).includes(focused) && !before.has(focused), focused);
    await workbench.screenshot('map-opened');
    await press('Escape');
    await map.shows(CUSTOMER);
  });

  it('is saved as SVG and PNG, and opened as text', async () => {
    const saved = (format: string): Buffer => readFileSync(join(folder, `map.${format}`));
    for (const format of ['svg', 'png']) {
      await map.frame.getByRole('button', { name: `Save as ${format.toUpperCase()}` }).click();
      await workbench.saveAs(/Save the access map/, join(folder, `map.${format}`), `map-save-${format}`);
      await workbench.notification(new RegExp(`Saved map.${format}`)).waitFor();
      await workbench.closeNotification(/Saved map/);
    }
    const svg = saved('svg').toString();
    assert.ok(svg.startsWith('<svg ') && svg.includes('>viewer</text>'), svg.slice(0, 500));
    for (const line of [
      /Demo tenant › Harbour &amp; Pine Logistics</,
      />Members by roles, as of /,
      />\d+ members · /,
    ])
      assert.match(svg, line);
    assert.doesNotMatch(svg, /var\(--|class=/);
    assert.equal(saved('png').toString('latin1', 1, 4), 'PNG');
    await map.frame.getByRole('button', { name: 'Open as Text' }).click();
    const text = workbench.page.locator('.tab.active', { hasText: /^Harbour.*\.access$/ });
    await text.waitFor();
    await workbench.page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    await press('Control+w');
    await text.waitFor({ state: 'detached' });
  });

  it('says so where it cannot be saved', async () => {
    map = await MapPage.of(workbench, CUSTOMER);
    const save = (format: string): Promise<void> =>
      map.frame.getByRole('button', { name: `Save as ${format}` }).click();
    await map.frame.getByRole('columnheader', { name: /^viewer/ }).click();
    await map.shows('viewer');
    await map.frame.evaluate(
      `document.querySelector('svg.picture').setAttribute('viewBox', '0 0 900 90000')`,
    );
    await save('PNG');
    await workbench.notification(/The map is too large to be saved as PNG\. Save it as SVG/).waitFor();
    await workbench.closeNotification(/too large/);
    await press('Escape');
    await map.shows(CUSTOMER);
    await map.frame.evaluate(`Image.prototype.decode = () => Promise.reject(new Error('broken'))`);
    await save('PNG');
    await workbench.notification(/The map could not be drawn as a picture/).waitFor();
    await workbench.closeNotification(/could not be drawn/);
  });

  it('is where it was after a reload of the window', async () => {
    await workbench.page.waitForTimeout(15_000); // what is brought back is kept every 5 s, when nothing else is done
    await workbench.page.reload({ waitUntil: 'commit' });
    await workbench.row('Access', /^Organizations/).waitFor({ timeout: 90_000 });
    map = await MapPage.of(workbench, CUSTOMER);
    assert.ok((await map.frame.getByRole('rowheader').count()) > 10);
  });

  it('has the people of an organization of 12,000 at hand, whichever one scrolls or filters to', async () => {
    await workbench.openFile(large);
    await workbench.row('Access', /^Demo tenant/).click(); // closes it: its lists are called as those of the file
    await workbench.expand('Access', /^northwind/, /^Organizations/);
    await openFromMenu(new RegExp(`^${LARGE_NAME}`));
    map = await MapPage.of(workbench, LARGE_NAME);
    assert.equal(await map.frame.getByRole('grid').getAttribute('aria-rowcount'), '12001');
    const [strongest, ...others] = await map.frame.locator('th.role').all();
    assert.equal(
      await strongest?.getAttribute('title'),
      'admin',
      'the role with the most permissions is seen',
    );
    assert.equal(others.length, 7);
    await map.frame.getByRole('columnheader', { name: 'Member' }).focus();
    await press('Control+End');
    assert.match(await map.focused(), /^gridcell/);
    await press('Home');
    assert.match(await map.focused(), /^rowheader/);
    assert.ok((await map.frame.locator('tbody tr').count()) < 120, 'only what is seen is drawn');
    await map.frame.locator('input[type="search"]').fill('@NORTHWIND');
    await map.frame.getByText('Showing 12,000 of 12,000 members').waitFor();
    await map.frame.locator('input[type="search"]').fill('nobody is called so');
    await map.frame.getByText('No member has this in name or e-mail.').waitFor();
    await map.frame.locator('input[type="search"]').fill('');
  });

  it('says the same of everybody, whichever way one scrolled to them', async () => {
    const atOnce = await rowsAfter(140_000);
    const said = new Set(atOnce.map(([, text]) => text));
    assert.ok(atOnce.length > 10 && said.size > 10, 'there are rows, which differ');
    for (const way of [
      [139_950, 139_900, 139_960, 140_000],
      [0, 336_000, 140_300, 140_000],
    ])
      assert.deepEqual(await rowsAfter(...way), atOnce);
  });

  it('is scrolled and filtered as it was after its tab was hidden, and after the way back', async () => {
    const filter = (): ReturnType<typeof map.frame.locator> => map.frame.locator('input[type="search"]');
    await filter().fill('1');
    await map.frame.getByText(/^Showing /).waitFor();
    const rows = await rowsAfter(60_000);
    const isSame = async (): Promise<void> => {
      map = await MapPage.of(workbench, LARGE_NAME);
      await drawn();
      assert.equal(await filter().inputValue(), '1');
      assert.deepEqual(await rowsAfter(), rows);
    };
    await workbench.command('File: New Untitled Text File');
    await workbench.page.locator('.monaco-editor.focused').waitFor();
    await press('Control+w');
    await isSame();
    await map.frame.locator(`tr[aria-rowindex="${rows[5]?.[0]}"] th`).click();
    await map.frame.locator('.node.user').first().waitFor();
    await press('Escape');
    await map.frame.getByRole('grid').waitFor();
    await isSame();
    await filter().fill('');
  });

  it('keeps the row that has the keyboard, and shows the rows in order around it', async () => {
    await map.frame.getByRole('columnheader', { name: 'Member' }).focus();
    await press('ArrowDown', 'ArrowDown');
    const person = await map.focused();
    const numbers = (await rowsAfter(60, 100_000, 30)).map(([number]) => number);
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    );
    assert.equal(await map.focused(), person);
    await press('ArrowDown');
    assert.notEqual(await map.focused(), person);
  });
});
