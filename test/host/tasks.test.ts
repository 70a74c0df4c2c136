import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Interceptor } from '../../src/demo/start.ts';
import { answer } from '../support/tenant.ts';
import { run } from './support/extension.ts';
import { answering } from './support/person.ts';
import { messageOf } from './support/providers.ts';
import { writtenByTasks } from './support/taskLines.ts';
import { connect, disconnect } from './support/tenant.ts';

async function taskFor(tenantId: string): Promise<vscode.Task> {
  const tasks = await vscode.tasks.fetchTasks({ type: 'logtoAccess' });
  const task = tasks.find(({ definition }) => definition['tenant'] === tenantId);
  return task ?? assert.fail(`no task among ${tasks.map(({ name }) => name).join()}`);
}

/** Runs the task of a tenant to its end, and gives what it wrote and ended with. */
async function outcomeOf(tenantId: string): Promise<{ lines: string[]; code: number | undefined }> {
  const task = await taskFor(tenantId);
  writtenByTasks();
  const code = await execute(task);
  return { lines: writtenByTasks(), code };
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
    const { lines, code } = await outcomeOf(connected.tenantId);
    assert.equal(code, 1);
    assert.match(lines.at(-1) ?? '', /\S.*\r\n$/);
    await disconnect(connected);
  });

  it('writes lines of progress, and last what came of it', async () => {
    const intercept = async ({ path }: { readonly path: string }): Promise<boolean> => {
      if (/\/organizations\/.*\/users$/.test(path)) await sleep(300);
      return false;
    };
    const connected = await connect({ users: 60, organizations: 120, intercept });
    const { lines, code } = await outcomeOf(connected.tenantId);
    const last = lines.pop() ?? '';
    assert.match(
      last,
      /^Complete, 60 users, 120 organizations, \d+ memberships in .* s, \d+ requests\. Every list /,
    );
    assert.match(last, /\.\r\n$/);
    assert.ok(lines.length >= 2, lines.join(''));
    const progress =
      /^(connecting …|users \d+(\/\d+)?(, organizations \d+\/\d+)?(, members \d+(\/\d+)?)?)\r\n$/;
    for (const line of lines) assert.match(line, progress);
    assert.match(lines.at(-1) ?? '', /^users 60\/60, organizations [1-9]\d*\/120, members [1-9]/);
    assert.equal(code, 0);
    await disconnect(connected);
  });

  it('ends with exit code 1 where the snapshot is incomplete, and says what is missing', async () => {
    const intercept: Interceptor = ({ path }, response) =>
      path === '/api/organization-invitations' &&
      answer(response, 500, { message: 'Internal server error.' });
    const connected = await connect({ users: 20, organizations: 2, intercept });
    const { lines, code } = await outcomeOf(connected.tenantId);
    assert.match(lines.at(-1) ?? '', /^INCOMPLETE: .*invitations.* Read: 20 users, 2 organizations, /);
    assert.equal(code, 1);
    await disconnect(connected);
  });

  it('ends with exit code 1 where most of the last snapshot is gone, says so, and asks', async () => {
    const connected = await connect({ users: 40, organizations: 4 });
    const { tenantId, tenant } = connected;
    assert.equal((await outcomeOf(tenantId)).code, 0);
    for (const { id } of tenant.data.users.list().slice(10)) tenant.data.deleteUser(id);
    const warning = /^Acme: 30 of 40 users, .* are gone since the last sync\./;
    const { lines, code } = await answering([[warning, 'Keep the Last One']], () => outcomeOf(tenantId));
    assert.match(lines.at(-2) ?? '', /^Complete, 10 users, /);
    assert.equal(
      lines.at(-1),
      'Most of the last snapshot is gone in this one, so the last one is still shown.\r\n',
    );
    assert.equal(code, 1);
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
