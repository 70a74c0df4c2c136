import assert from 'node:assert/strict';
import { startDemoTenant, type DemoTenant } from '../../src/demo/start.ts';
import { Workbench } from './support/workbench.ts';

describe('Connecting a tenant by hand', function () {
  this.timeout(360_000);
  let workbench: Workbench;
  let tenant: DemoTenant;

  before(async function () {
    this.timeout(360_000);
    tenant = await startDemoTenant({ seed: 3, users: 40, organizations: 4 });
    workbench = await Workbench.start({ width: 1600 }); // a walkthrough has room for pictures then
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

  it('begins, for who wants it, with a walkthrough of four steps', async () => {
    await workbench.palette('Welcome: Open Walkthrough');
    await workbench.page.keyboard.type('who can do what');
    await workbench.result(/See who can do what/).click();
    const steps = workbench.page.locator('.getting-started-step');
    await workbench.page.getByText('Connect a tenant, or try the demo').first().waitFor();
    assert.equal(await steps.count(), 4);
    for (const [at, title] of [
      'Connect a tenant',
      'Sync it',
      'Ask who can',
      'Compare and export',
    ].entries()) {
      await steps.filter({ hasText: title }).click();
      await workbench.page.waitForTimeout(1000); // the picture has a frame of its own
      await workbench.screenshot(`walkthrough-${at + 1}`);
    }
  });

  it('says while one types that a base URL is none', async () => {
    await workbench.pane('Access').getByRole('button', { name: 'Connect a Logto tenant' }).click();
    await workbench.page.locator('.quick-input-title').filter({ hasText: '1/3' }).waitFor();
    await workbench.input().fill('acme');
    await workbench.inputMessage().filter({ hasText: 'is not a URL' }).waitFor();
    await workbench.screenshot('connect-1-no-url');
  });

  it('says what it makes of what was pasted', async () => {
    await workbench.input().fill('cloud.logto.io/acme/applications');
    await workbench.inputMessage().filter({ hasText: 'Logto Cloud: https://acme.logto.app' }).waitFor();
    await workbench.screenshot('connect-1-pasted');
    await workbench.input().fill(`${tenant.baseUrl}/oidc/token`);
    await workbench
      .inputMessage()
      .filter({ hasText: `your own: ${tenant.baseUrl}` })
      .waitFor();
  });

  it('goes back a step by the keyboard alone, and keeps what was typed', async () => {
    const { keyboard } = workbench.page;
    await keyboard.press('Enter');
    await workbench.step('2/3');
    await keyboard.type('half an App');
    await keyboard.press('Control+Alt+Minus'); // VS Code's own key for it on Linux
    await workbench.step('1/3');
    assert.equal(await workbench.input().inputValue(), tenant.baseUrl, 'the base URL alone');
    await keyboard.press('Enter');
    await workbench.step('2/3');
    assert.equal(await workbench.input().inputValue(), 'half an App');
    await workbench.screenshot('connect-1-went-back');
  });

  it('asks again for the field that Logto refused, and says why', async () => {
    await workbench.answer(/2\/3/, tenant.clientId);
    await workbench.answer(/3\/3/, 'not the secret');
    await workbench.inputMessage().filter({ hasText: 'does not accept the App Secret' }).waitFor();
    assert.equal(await workbench.input().getAttribute('type'), 'password');
    await workbench.notification(/Connecting/).waitFor({ state: 'detached' });
    await workbench.screenshot('connect-2-wrong-secret');
  });

  it('connects with the right secret, syncs at once, and shows the tenant', async () => {
    await workbench.answer(/3\/3/, tenant.clientSecret);
    await workbench.statusBar(/127\.0\.0\.1:\d+: \d+ memberships/).waitFor({ timeout: 60_000 });
    await workbench.row('Access', /^Organizations/).waitFor();
    assert.equal(await workbench.notification(/secret storage/).count(), 0, 'the keychain was used');
    await workbench.screenshot('connect-3-connected');
  });

  it('is tested with a line for everything that a sync reads', async () => {
    await workbench.palette('Logto Access: Test Connection');
    const title = workbench.page.locator('.quick-input-title').filter({ hasText: 'everything that a sync' });
    await title.waitFor();
    await workbench.page.getByRole('option', { name: /The access token.*works/ }).waitFor();
    await workbench.screenshot('connect-4-test');
    await workbench.page.keyboard.press('Escape');
  });

  it('asks before it disconnects, and shows the welcome again afterwards', async () => {
    await workbench.command('Logto Access: Disconnect Tenant');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Disconnect 127.0.0.1').waitFor();
    await workbench.screenshot('connect-5-disconnect');
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
