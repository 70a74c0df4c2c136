import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { startDemoTenant, type DemoTenant } from '../../src/demo/start.ts';
import { Workbench } from './support/workbench.ts';

const VSIX = fileURLToPath(new URL('../../logto-access.vsix', import.meta.url));

describe('An update of the extension', function () {
  this.timeout(360_000);
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-update-'));
  const userData = join(folder, 'data');
  let tenant: DemoTenant;

  before(async () => {
    tenant = await startDemoTenant({ seed: 3, users: 40, organizations: 4 });
  });
  after(async () => {
    await tenant.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  it('keeps tenants, which the status bar tells of at once, their secrets and their snapshots', async () => {
    await inWorkbench({ userData, install: await olderIn(folder) }, async (workbench) => {
      await workbench.openContainer();
      await connect(workbench, tenant);
      await workbench.snapshots(1);
    });
    const older = installed(userData);
    await inWorkbench({ userData }, async (workbench) => {
      await workbench.statusBar(/Logto Access|127\.0\.0\.1/).waitFor({ timeout: 90_000 }); // before any view is looked at
      await workbench.openContainer();
      await workbench.statusBar(/127\.0\.0\.1:\d+: \d+ memberships/).waitFor();
      await workbench.row('Access', /^Organizations/).waitFor({ timeout: 90_000 });
      await workbench.snapshots(1);
      await workbench.titleAction('Access', 'Sync'); // with the secret that the older one has put into the keychain
      await workbench.notification(/127\.0\.0\.1:\d+: complete/).waitFor({ timeout: 90_000 });
      await workbench.snapshots(2);
      await workbench.screenshot('updated');
    });
    assert.deepEqual([older, installed(userData)], ['0.0.1', versionOf(VSIX)]);
  });
});

async function inWorkbench(
  options: Parameters<typeof Workbench.start>[0],
  act: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  const workbench = await Workbench.start(options);
  try {
    await act(workbench);
  } catch (error) {
    await workbench.screenshot('failed-update');
    throw error;
  } finally {
    await workbench.close();
  }
}

async function connect(workbench: Workbench, { baseUrl, clientId, clientSecret }: DemoTenant): Promise<void> {
  await workbench.pane('Access').getByRole('button', { name: 'Connect a Logto tenant' }).click();
  await workbench.answer(/1\/3/, baseUrl);
  await workbench.answer(/2\/3/, clientId);
  await workbench.answer(/3\/3/, clientSecret);
  await workbench.statusBar(/127\.0\.0\.1:\d+: \d+ memberships/).waitFor({ timeout: 90_000 });
}

/** The same package as an earlier version of it. */
async function olderIn(folder: string): Promise<string> {
  const [laidOut, packagePath] = [join(folder, 'older'), join(folder, 'older.vsix')];
  execFileSync('unzip', ['-q', VSIX, '-d', laidOut]);
  const cwd = join(laidOut, 'extension');
  const manifest = join(cwd, 'package.json');
  const older = { ...(JSON.parse(readFileSync(manifest, 'utf8')) as object), version: '0.0.1' };
  writeFileSync(manifest, JSON.stringify(older));
  await createVSIX({
    cwd,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    allowPackageAllSecrets: true,
  });
  return packagePath;
}

function versionOf(vsix: string): string {
  const manifest = execFileSync('unzip', ['-p', vsix, 'extension/package.json'], { encoding: 'utf8' });
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

/** The version that the editor has of the extension. */
function installed(userData: string): string | undefined {
  const known = JSON.parse(readFileSync(join(userData, 'extensions', 'extensions.json'), 'utf8')) as {
    readonly identifier: { readonly id: string };
    readonly version: string;
  }[];
  return known.find(({ identifier }) => identifier.id.endsWith('.logto-access'))?.version;
}
