import assert from 'node:assert/strict';
import { startDemoTenant, type DemoTenant } from '../../src/demo/start.ts';
import { Workbench } from './support/workbench.ts';

describe('Connecting a tenant by hand', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  let tenant: DemoTenant;

  before(async function () {
    this.timeout(240_000);
    tenant = await startDemoTenant({ seed: 3, users: 40, organizations: 4 });
    workbench = await Workbench.start();
    await workbench.openContainer();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.slice(0, 40)}`);
  });
  after(async () => {
    await workbench.close();
    await tenant.close();
  });

  it('says while one types that a base URL is none', async () => {
    await workbench.pane('Access').getByRole('button', { name: 'Connect a Logto tenant' }).click();
    await workbench.page.locator('.quick-input-title').filter({ hasText: '1/3' }).waitFor();
    await workbench.input().fill('acme');
    await workbench.inputMessage().filter({ hasText: 'is not a URL' }).waitFor();
    await workbench.screenshot('connect-1-no-url');
  });

  it('asks again for the field that Logto refused, and says why', async () => {
    await workbench.answer(/1\/3/, tenant.baseUrl);
    await workbench.answer(/2\/3/, tenant.clientId);
    await workbench.answer(/3\/3/, 'not the secret');
    await workbench.inputMessage().filter({ hasText: 'does not accept the App Secret' }).waitFor();
    assert.equal(await workbench.input().getAttribute('type'), 'password');
    await workbench.notification(/Connecting/).waitFor({ state: 'detached' });
    await workbench.screenshot('connect-2-wrong-secret');
  });

  it('connects with the right secret, syncs at once, and shows the tenant', async () => {
    await workbench.answer(/mend this/, tenant.clientSecret);
    await workbench.statusBar(/127\.0\.0\.1:\d+: \d+ memberships/).waitFor({ timeout: 60_000 });
    await workbench.row('Access', /^Organizations/).waitFor();
    assert.equal(await workbench.notification(/secret storage/).count(), 0, 'the keychain was used');
    await workbench.screenshot('connect-3-connected');
  });

  it('asks before it disconnects, and shows the welcome again afterwards', async () => {
    await workbench.command('Logto Access: Disconnect Tenant');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Disconnect 127.0.0.1').waitFor();
    await workbench.screenshot('connect-4-disconnect');
    await dialog.getByRole('button', { name: 'Remove Snapshots' }).click();
    await workbench.pane('Access').getByRole('button', { name: 'Connect a Logto tenant' }).waitFor();
    assert.equal(
      await workbench
        .statusBar(/127\.0\.0\.1/)
        .filter({ visible: true })
        .count(),
      0,
    );
  });
});
