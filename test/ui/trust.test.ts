import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbench } from './support/workbench.ts';

const POLICY = '{\n  "assertions": [\n    { "assert": "requiresMfa" }\n  ]\n}\n';

/** All that a workspace could say to the extension. */
function writeHostileWorkspace(folder: string): void {
  mkdirSync(join(folder, '.vscode'));
  const settings = {
    'logtoAccess.findings.off': ['suspended-with-roles'],
    'logtoAccess.credentialStore': 'session',
  };
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  writeFileSync(join(folder, 'logto-access.policy.jsonc'), POLICY);
  writeFileSync(join(folder, 'logto-access.suppressions.json'), 'no JSON');
}

describe('A workspace whose authors one does not trust', function () {
  this.timeout(240_000);
  let workbench: Workbench;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-trust-'));

  before(async () => {
    writeHostileWorkspace(folder);
    workbench = await Workbench.start({ folder, asksForTrust: true });
    const dialog = workbench.page.getByRole('dialog');
    await dialog.getByText(/Do you trust the authors/).waitFor();
    await dialog.getByRole('button', { name: /^No, I don't trust/ }).click();
    await workbench.statusBar(/Restricted Mode/).waitFor();
    await workbench.openContainer();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-trust');
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const policyProblem = () => workbench.page.locator('.markers-panel').getByText(/does not require MFA/);
  const brokenFile = () =>
    workbench.pane('Findings').getByText(/logto-access\.suppressions\.json cannot be read/);

  it('lets one sync and judge, and has no say in it', async () => {
    await workbench.openDemoTenant();
    await workbench.pane('Findings').locator('.pane-header').click();
    await workbench.row('Findings', /^Suspended, but still holds roles/).waitFor();
    await workbench.palette('Problems: Focus on Problems View');
    await workbench.page.waitForTimeout(3000); // in which a policy would be checked
    if (await policyProblem().first().isVisible()) throw new Error('The policy was read.');
    if (await brokenFile().isVisible()) throw new Error('The suppressions were read.');
    await workbench.screenshot('untrusted');
  });

  it('has its policy and its suppressions read as soon as one does, and its settings not even then', async () => {
    await workbench.palette('Workspaces: Manage Workspace Trust');
    await workbench.page
      .locator('.workspace-trust-editor')
      .getByRole('button', { name: 'Trust', exact: true })
      .click();
    await workbench.page.getByText('You trust this folder').waitFor(); // what is typed before goes to the page it draws
    await workbench.palette('Problems: Focus on Problems View');
    await policyProblem().first().waitFor();
    await brokenFile().waitFor();
    rmSync(join(folder, 'logto-access.suppressions.json'));
    await workbench.row('Findings', /^Suspended, but still holds roles/).waitFor();
    await workbench.screenshot('trusted');
  });
});
