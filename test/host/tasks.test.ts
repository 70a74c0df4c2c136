import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { run } from './support/extension.ts';
import { messageOf } from './support/providers.ts';
import { connect, disconnect } from './support/tenant.ts';

async function taskFor(tenantId: string): Promise<vscode.Task> {
  const tasks = await vscode.tasks.fetchTasks({ type: 'logtoAccess' });
  const task = tasks.find(({ definition }) => definition['tenant'] === tenantId);
  return task ?? assert.fail(`no task among ${tasks.map(({ name }) => name).join()}`);
}

/** Runs a task to its end, and gives what it ends with. */
async function execute(
  task: vscode.Task,
  meanwhile?: (running: vscode.TaskExecution) => unknown,
): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.definition['tenant'] !== task.definition['tenant']) return;
      listening.dispose();
      resolve(exitCode);
    });
  });
  const running = await vscode.tasks.executeTask(task);
  await meanwhile?.(running);
  return ended;
}

describe('A sync as a task', () => {
  it('is offered for every tenant, and ends with exit code 0', async () => {
    const { tenantId } = await run('logtoAccess.openDemoTenant', {});
    const task = await taskFor(tenantId);
    assert.equal(task.name, 'Sync Demo tenant');
    assert.equal(await execute(task), 0);
    await run('logtoAccess.disconnectTenant', { tenantId });
  });

  it('ends with exit code 1 where the sync fails', async () => {
    const connected = await connect({ users: 20, organizations: 2 });
    const { clientId, data } = connected.tenant;
    for (const roleId of [...data.applicationRoles.of(clientId)])
      data.applicationRoles.delete(clientId, roleId);
    assert.equal(await execute(await taskFor(connected.tenantId)), 1);
    await disconnect(connected);
  });

  it('cancels the sync when it is cancelled itself', async () => {
    const intercept = async (): Promise<boolean> => {
      await sleep(300);
      return false;
    };
    const connected = await connect({ users: 60, organizations: 40, intercept });
    const running = await vscode.tasks.executeTask(await taskFor(connected.tenantId));
    while (!/Syncing Acme: users [1-9]/.test(messageOf('logtoAccess.access'))) await sleep(20);
    running.terminate();
    while (!/was cancelled/.test(messageOf('logtoAccess.access'))) await sleep(20);
    await disconnect(connected);
  });
});
