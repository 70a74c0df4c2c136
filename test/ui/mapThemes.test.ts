import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LARGE_NAME, writeLargeOrganization } from '../support/largeOrganization.ts';
import { MapPage } from './support/mapPage.ts';
import { chooseTheme } from './support/theme.ts';
import { Workbench } from './support/workbench.ts';

/** The themes as they are called where one chooses them, and what VS Code tells a page of each. */
const THEMES = {
  dark: { label: 'Dark Modern', kind: 'vscode-dark' },
  light: { label: 'Light Modern', kind: 'vscode-light' },
  'high-contrast': { label: 'Dark High Contrast', kind: 'vscode-high-contrast' },
  'high-contrast-light': { label: 'Light High Contrast', kind: 'vscode-high-contrast-light' },
} as const;

describe('The access map', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-map-'));
  const large = join(folder, 'northwind.snapshot');

  before(async function () {
    this.timeout(240_000);
    writeLargeOrganization(large);
    workbench = await Workbench.start();
    await workbench.openContainer();
    await workbench.openDemoTenant();
    await workbench.openFile(large);
    await workbench.row('Access', /^Demo tenant/).click(); // closes it: its lists are called as those of the file
    await workbench.expand('Access', /^northwind/, /^Organizations/);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-map-themes');
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(line: string): Promise<MapPage> {
    await workbench.chooseFromMenu('Access', new RegExp(`^${line}`), 'Open Access Map');
    return MapPage.of(workbench, line);
  }

  for (const [name, { label, kind }] of Object.entries(THEMES))
    it(`is drawn in a ${name} theme, in which axe finds nothing serious`, async () => {
      await chooseTheme(workbench, label);
      const look = async (map: MapPage, view: string): Promise<void> => {
        await map.frame.locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
        await workbench.screenshot(`map-${view}-${name}`);
        assert.deepEqual(await map.faults(), []);
      };
      const people = await open(LARGE_NAME);
      await look(people, 'large');
      await people.frame.locator('input[type="search"]').fill('nobody is called so');
      await people.frame.getByText('Showing 0 of 12,000 members').waitFor();
      await look(people, 'filtered');
      const map = await open('Demo tenant');
      await look(map, 'tenant');
      await map.frame.getByRole('button', { name: 'Over Time' }).click();
      await map.frame.locator('.points').waitFor();
      await look(map, 'time');
      await map.frame.getByRole('button', { name: 'Matrix' }).click();
      await map.frame.getByRole('columnheader', { name: /^editor/ }).click();
      await map.shows('editor');
      await look(map, 'graph');
    });
});
