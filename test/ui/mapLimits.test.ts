import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { organization, organizationRole, scope, user, writeSnapshot } from '../unit/snapshot/support/rows.ts';
import { MapPage } from './support/mapPage.ts';
import { chooseTheme } from './support/theme.ts';
import { Workbench } from './support/workbench.ts';

/** As long as Logto lets the name of an organization be, without a place to break it; and longer than it does. */
const [UNBROKEN, ENDLESS] = ['W'.repeat(128), `${'very '.repeat(400)}long`];
const MEMBERS = 400;

describe('The access map of names and numbers at their limits', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  let map: MapPage;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-map-'));
  const file = join(folder, 'limits.snapshot');

  before(async function () {
    this.timeout(240_000);
    writeLimits(file);
    workbench = await Workbench.start();
    await workbench.openContainer();
    await workbench.openFile(file);
    await workbench.expand('Access', /^limits/, /^Organizations/);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-map-limits');
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await workbench.page.keyboard.press(key);
  };

  async function open(name: string): Promise<void> {
    await workbench.chooseFromMenu('Access', new RegExp(`^${name.slice(0, 60)}`), 'Open Access Map');
    map = await MapPage.of(workbench, name);
  }

  for (const [name, theme] of [
    ['dark', 'Dark Modern'],
    ['light', 'Light Modern'],
  ] as const)
    it(`leaves the bar and the matrix within reach in a ${name} theme, however long a name is`, async () => {
      await chooseTheme(workbench, theme);
      for (const [label, kind] of [
        [UNBROKEN, 'unbroken'],
        [ENDLESS, 'endless'],
      ] as const) {
        await open(label);
        await workbench.screenshot(`map-${kind}-${name}`);
        assert.deepEqual(await map.frame.evaluate(COVERED), []);
        const [top, height] = await map.frame.evaluate<[number, number]>(
          `[document.querySelector('.grid').getBoundingClientRect().top, innerHeight]`,
        );
        assert.ok(top < height / 2, `the matrix begins at ${top} of ${height}`);
        const tab = await workbench.page.locator('.tab.active').boundingBox();
        assert.ok(tab !== null && tab.width < 800, `the tab is ${tab?.width} wide`);
        assert.equal(await map.frame.locator('h1').getAttribute('title'), label);
        assert.deepEqual(await map.faults(), []);
      }
    });

  it('is saved whatever its names are, even such as no XML may have', async () => {
    await open(ENDLESS);
    for (const format of ['svg', 'png']) {
      await map.frame.getByRole('button', { name: `Save as ${format.toUpperCase()}` }).click();
      await workbench.saveAs(/Save the access map/, join(folder, `map.${format}`), `map-limits-${format}`);
      await workbench.notification(new RegExp(`Saved map.${format}`)).waitFor();
      await workbench.closeNotification(/Saved map/);
    }
    const svg = readFileSync(join(folder, 'map.svg'), 'utf8');
    const fault = `new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml')
      .querySelector('parsererror')?.textContent`;
    assert.equal(await map.frame.evaluate(fault), undefined);
    assert.match(svg, />Ada Lovelace</);
    assert.equal(readFileSync(join(folder, 'map.png')).toString('latin1', 1, 4), 'PNG');
  });

  it('draws the paths through very long names at once', async () => {
    await map.frame.locator('.who').first().click();
    await map.frame.locator('.node.user').first().waitFor({ timeout: 5000 });
    await workbench.screenshot('map-limits-graph');
    await press('Escape');
    await map.shows(ENDLESS);
  });

  it('has the keyboard where it was after the way back, however far down', async () => {
    await open(UNBROKEN);
    await map.frame.getByRole('columnheader', { name: 'Member' }).click();
    await press('Control+End', 'PageUp', 'PageUp');
    const [place, top] = await at();
    assert.ok(place[0] > 300 && place[1] > 2, String(place));
    await press('Home', 'End', 'Enter');
    await map.frame.locator('.node.user').first().waitFor();
    await press('Escape');
    await map.shows(UNBROKEN);
    await map.frame.locator(`tr[aria-rowindex="${place[0]}"]`).waitFor();
    assert.deepEqual(await at(), [place, top]);
    await press('ArrowUp');
    assert.deepEqual((await at())[0], [place[0] - 1, place[1]]);
  });

  /** Where the keyboard is, as row and column, and how far the matrix is scrolled. */
  function at(): Promise<[place: [row: number, column: number], top: number]> {
    return map.frame.evaluate(`(({ activeElement: cell }) => [
      [Number(cell.parentElement.getAttribute('aria-rowindex')), Number(cell.getAttribute('aria-colindex'))],
      document.querySelector('.grid').scrollTop,
    ])(document)`);
  }

  it('says that its snapshot is gone with the keyboard on that, and offers nothing that leads nowhere', async () => {
    await workbench.chooseFromMenu('Access', /^limits/, 'Close File');
    await map.frame.getByRole('columnheader', { name: 'Member' }).click();
    await press('ArrowDown', 'Enter');
    await map.frame.getByRole('alert').waitFor();
    await workbench.screenshot('map-gone');
    assert.match(await map.focused(), /^alert There is no snapshot/);
    assert.equal(await map.title(), 'Access Map');
    assert.deepEqual(await map.frame.getByRole('button', { disabled: false }).allTextContents(), []);
    assert.deepEqual(await map.faults(), []);
  });
});

/** In the page: the controls of the bar that something else lies over. */
const COVERED = `[...document.querySelectorAll('header :is(button, input):not([hidden])')]
  .filter((control) => {
    const { x, y, width, height } = control.getBoundingClientRect();
    return !control.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  })
  .map((control) => control.textContent)`;

/** Writes a snapshot with two organizations of very long names, and people of names as hard to draw. */
function writeLimits(file: string): void {
  const users = Array.from({ length: MEMBERS }, (_, i) =>
    user(`u${i}`, { name: `Person ${String(i).padStart(3, '0')}` }),
  );
  const odd = [user('ada', { name: 'Ada\uffff Lovelace\ufffe' }), user('endless', { name: ENDLESS })];
  const rolesOf = (ids: readonly { id: string }[]): Record<string, string[]> =>
    Object.fromEntries(ids.map(({ id }) => [id, ['admin', 'viewer']]));
  const rows = {
    users: [...users, ...odd],
    organizations: [organization('w', { name: UNBROKEN }), organization('v', { name: ENDLESS })],
    members: { w: rolesOf(users), v: rolesOf(odd) },
    organizationRoles: [
      organizationRole('admin', { scopeIds: ['s'] }),
      organizationRole('viewer', { name: UNBROKEN, scopeIds: [] }),
    ],
    scopes: [scope('s', { name: ENDLESS })],
  };
  writeSnapshot(file, rows, { tenantName: 'Limits' });
}
