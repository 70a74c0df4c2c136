import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseTheme } from './support/theme.ts';
import { Workbench } from './support/workbench.ts';

const POLICY = 'logto-access.policy.jsonc';

describe('What looks wrong, and what must hold', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-judge-'));

  before(async function () {
    this.timeout(240_000);
    writeFileSync(join(folder, POLICY), '{\n  "assertions": [\n    { "assert": "requiresMfa" }\n  ]\n}\n');
    workbench = await Workbench.start({ folder });
    await workbench.openContainer();
    await workbench.openDemoTenant();
    for (const view of ['Snapshots', 'Changes', 'Findings'])
      await workbench.pane(view).locator('.pane-header').click();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-judge');
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a file of the workspace in the editor, and waits until it is shown. */
  async function openInEditor(name: string): Promise<void> {
    await workbench.page.keyboard.press('Control+p');
    await workbench.input().fill(name);
    await workbench.result(new RegExp(name)).click();
    await workbench.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  const lines = () => workbench.page.locator('.editor-instance .view-lines');

  for (const label of ['Dark Modern', 'Light Modern'])
    it(`is found by rule, and stands as problems in the text of access, in ${label}`, async () => {
      await chooseTheme(workbench, label);
      await workbench.expand('Findings', /^Suspended, but still holds roles/);
      const finding = workbench.row('Findings', /is suspended and still holds/);
      if (!(await finding.isVisible()))
        await workbench.pane('Findings').getByRole('treeitem', { level: 2 }).first().click();
      await finding.waitFor();
      await workbench.chooseFromMenu('Access', /^Demo tenant/, 'Open as Text');
      await workbench.palette('Problems: Focus on Problems View');
      await workbench.page
        .locator('.markers-panel')
        .getByText(/is suspended and still holds/)
        .first()
        .waitFor();
      await workbench.screenshot(`findings-${label.split(' ')[0]!.toLowerCase()}`);
    });

  it('has breaches of the policy at its own lines, and what it may say at hand while one types', async () => {
    await openInEditor(POLICY);
    const markers = workbench.page.locator('.markers-panel');
    await markers
      .getByText(/does not require MFA/)
      .first()
      .waitFor();
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await lines().getByText('assert', { exact: false }).nth(1).hover();
    await workbench.page
      .locator('.monaco-hover')
      .getByText(/What kind of assertion|These organizations require MFA/)
      .first()
      .waitFor();
    await workbench.screenshot('policy-hover', { pointing: true }); // a hover goes with the pointer
    await workbench.page.keyboard.press('Escape');
    await lines().getByText('requiresMfa').click();
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type(',\n{ "assert": ');
    await workbench.page.keyboard.press('Control+Space');
    const suggestions = workbench.page.locator('.suggest-widget');
    for (const name of ['emailDomains', 'atMost', 'atLeast', 'separate', 'requiresMfa'])
      await suggestions.getByText(`"${name}"`).first().waitFor();
    await workbench.screenshot('policy-completion');
    await workbench.page.keyboard.press('Escape');
  });
});
