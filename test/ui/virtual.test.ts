import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { VSIX, Workbench } from './support/workbench.ts';

/** Packs the extension that has the files of the workspace. */
async function virtualFiles(folder: string): Promise<string> {
  const packagePath = join(folder, 'virtual-files.vsix');
  await createVSIX({
    ...{ cwd: fileURLToPath(new URL('support/virtualFiles', import.meta.url)), packagePath },
    ...{ dependencies: false, allowMissingRepository: true, allowPackageAllSecrets: true },
  });
  return packagePath;
}

describe('A virtual workspace', function () {
  this.timeout(240_000);
  let workbench: Workbench;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-virtual-'));

  before(async () => {
    const install = [VSIX, await virtualFiles(folder)];
    workbench = await Workbench.start({ install, folder: 'virtual:/work' });
    await workbench.openContainer();
    await workbench.openDemoTenant();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-virtual');
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has its policy checked, whose breaches stand at its lines', async () => {
    await workbench.palette('Problems: Focus on Problems View');
    const problems = workbench.page.locator('.markers-panel');
    await problems
      .getByText(/does not require MFA/)
      .first()
      .waitFor();
  });

  it('has what differs judged, and its policy with it', async () => {
    await workbench.titleAction('Access', 'Sync');
    await workbench.snapshots(2);
    await workbench.compareNewest();
    await workbench
      .pane('Changes')
      .getByText(/policy breached/)
      .waitFor();
    await workbench.screenshot('virtual');
  });
});
