import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoTenant, type DemoTenant } from '../../src/demo/start.ts';
import { Workbench } from './support/workbench.ts';

const CONNECT = 'Connect a tenant, or try the demo';
const SYNC = 'Sync it';
const ASK = 'Ask who can, and why';
const COMPARE = 'Compare and export';

async function openWalkthrough(workbench: Workbench): Promise<void> {
  await workbench.page.waitForTimeout(1000); // until nothing takes the keyboard away from the palette any more
  await workbench.palette('Welcome: Open Walkthrough');
  await workbench.input().waitFor();
  await workbench.page.keyboard.type('who can do what');
  await workbench.result(/See who can do what/).waitFor();
  await workbench.page.keyboard.press('Enter');
  await workbench.page.getByText(CONNECT).first().waitFor();
}

/** Waits until the walkthrough marks these steps as done, and no others. */
async function isDone(workbench: Workbench, ...steps: readonly string[]): Promise<void> {
  for (let i = 0; i < 50 && (await done(workbench)).length < steps.length; i++)
    await workbench.page.waitForTimeout(200);
  assert.deepEqual(await done(workbench), steps);
}

/** The titles of the steps that have a check mark. */
function done({ page }: Workbench): Promise<string[]> {
  const step = page.locator('.getting-started-step');
  const checked = page.locator('[role=checkbox][aria-checked=true]');
  return step.filter({ has: checked }).locator('.step-title').allTextContents();
}

describe('The first steps with the keyboard alone', function () {
  this.timeout(360_000);
  let workbench: Workbench;
  let tenant: DemoTenant;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-first-steps-'));

  before(async function () {
    this.timeout(360_000);
    tenant = await startDemoTenant({ seed: 3, users: 40, organizations: 4 });
    workbench = await Workbench.start({ width: 1600 });
    await workbench.palette('Logto Access: Focus on Access View');
    await workbench.pane('Access').waitFor();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await workbench.screenshot(`failed-${this.currentTest.title.slice(0, 40)}`);
  });
  after(async () => {
    await workbench.close();
    await tenant.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begin with a walkthrough of which nothing is done', async () => {
    await openWalkthrough(workbench);
    assert.deepEqual(await done(workbench), []);
  });

  it('connect a tenant and sync it, which are done then', async () => {
    await runs('Logto Access: Connect a Logto Tenant');
    const { baseUrl, clientId, clientSecret } = tenant;
    for (const [at, answer] of [baseUrl, clientId, clientSecret].entries()) {
      await workbench.step(`${at + 1}/3`);
      await type(answer);
      await press('Enter');
    }
    await workbench.statusBar(/127\.0\.0\.1:\d+: \d+ memberships/).waitFor({ timeout: 60_000 });
    await isDone(workbench, CONNECT, SYNC);
    await clears(/: complete/);
  });

  it('ask who can, which is done then', async () => {
    await runs('Logto Access: Who Can');
    await workbench.result(/./).waitFor();
    await press('Enter');
    await workbench.pane('Answer').getByRole('treeitem').first().waitFor();
    await isDone(workbench, CONNECT, SYNC, ASK);
  });

  it('export the snapshot, which is done then', async () => {
    const file = join(folder, 'acme.c1z');
    await runs('Logto Access: Export for ConductorOne As');
    await workbench.result(/\.c1z/).waitFor();
    await type('c1z');
    await press('Enter');
    await nameFile(/^Export for ConductorOne/, file);
    await clears(/acme\.c1z/);
    assert.ok(existsSync(file));
    await isDone(workbench, CONNECT, SYNC, ASK, COMPARE);
    await workbench.screenshot('first-steps-done');
  });

  it('compare the next snapshot with it in the Changes view, which the arrows walk', async () => {
    const [someone] = tenant.data.users.list().filter(({ isSuspended }) => !isSuspended);
    tenant.data.users.update(someone!.id, { isSuspended: true });
    await runs('Logto Access: Sync');
    await workbench.snapshots(2);
    await clears(/: complete/);
    await runs('Logto Access: Compare Two Snapshots');
    await workbench.page.getByPlaceholder(/^From which one/).waitFor();
    await press('ArrowDown'); // the older one
    await press('Enter');
    await workbench.page.getByPlaceholder(/^To which one/).waitFor();
    await press('Enter');
    const changes = workbench.pane('Changes');
    await changes.getByRole('treeitem').first().waitFor();
    await press('ArrowDown');
    await changes.locator('.monaco-list:focus .monaco-list-row.focused').waitFor();
    await workbench.screenshot('first-steps-changes');
  });

  /** Runs a command once nothing takes the keyboard away from the palette any more. */
  async function runs(command: string): Promise<void> {
    await workbench.page.waitForTimeout(1000);
    await workbench.palette(command);
  }

  /** Waits for a notification, and clears it. */
  async function clears(text: RegExp): Promise<void> {
    await workbench.notification(text).waitFor({ timeout: 60_000 });
    await runs('Notifications: Clear All Notifications');
    await workbench.notification(text).waitFor({ state: 'detached' });
  }

  /** Names the file in the dialog that asks for one. */
  async function nameFile(title: RegExp, file: string): Promise<void> {
    const dialog = workbench.page.locator('.quick-input-title').filter({ hasText: title });
    await dialog.waitFor();
    await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor(); // then it has set its own name
    await press('Control+a');
    await type(file);
    for (let i = 0; i < 10 && (await dialog.isVisible()); i++) {
      await workbench.page.waitForTimeout(1000); // the dialog looks the folder up while one types
      await press('Enter');
    }
  }

  const type = (text: string): Promise<void> => workbench.page.keyboard.type(text);
  const press = (key: string): Promise<void> => workbench.page.keyboard.press(key);
});

describe('The first steps of somebody who connects a tenant before they open the walkthrough', function () {
  this.timeout(360_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start();
    await workbench.palette('Logto Access: Focus on Access View');
    await workbench.pane('Access').waitFor();
  });
  after(() => workbench.close());

  it('are done in it', async () => {
    await workbench.palette('Logto Access: Open the Demo Tenant');
    await workbench.statusBar(/Demo tenant: \d+ memberships/).waitFor({ timeout: 90_000 });
    await openWalkthrough(workbench);
    await isDone(workbench, CONNECT, SYNC);
    await workbench.screenshot('first-steps-before');
  });
});
