import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { contributedTools } from '../../src/tools/manifest.ts';
import { TOOLS } from '../../src/tools/tools.ts';
import { askTool as ask, type Row } from './support/askTool.ts';
import { run } from './support/extension.ts';
import { selectedIn } from './support/providers.ts';
import { folderOf } from './support/storage.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';
import { openLink } from './support/links.ts';

describe('The tools for language models', () => {
  let connected: ConnectedTenant;
  let first: string;
  let second: string;
  let user: { readonly id: string; readonly name: string };

  before(async () => {
    connected = await connect({ users: 60, organizations: 5 });
    const { tenantId, tenant } = connected;
    ({ snapshotId: first } = await run('logtoAccess.sync', { tenantId }));
    const [membership] = [...tenant.data.members].filter(({ roleIds }) => roleIds.length > 0);
    user = { id: membership!.memberId, name: 'Zoe Åberg' };
    tenant.data.users.update(user.id, { name: user.name, isSuspended: true });
    ({ snapshotId: second } = await run('logtoAccess.sync', { tenantId }));
  });
  after(() => disconnect(connected));

  it('are known to VS Code as they are defined', () => {
    for (const { name, description } of TOOLS) {
      const known = vscode.lm.tools.find((tool) => tool.name === name);
      assert.equal(known?.description, description, name);
      const contributed = (contributedTools() as { name: string; inputSchema: object }[]).find(
        (tool) => tool.name === name,
      );
      assert.deepEqual(known.inputSchema, contributed?.inputSchema);
    }
  });

  it('answer each, of the tenant that is connected', async () => {
    const inputs: Readonly<Record<string, object>> = {
      ...{ logto_find: { query: 'aberg' }, logto_effective_access: { who: user.id } },
      ...{ logto_who_can: { what: 'admin' }, logto_why: { who: user.name }, logto_changes: {} },
    };
    for (const { name } of TOOLS) {
      const { snapshot, rows, total } = await ask(name, inputs[name] ?? {});
      assert.ok(total > 0 && rows.length > 0, name);
      if (name !== 'logto_snapshots')
        assert.deepEqual([snapshot?.id, snapshot?.tenant], [second, 'Acme'], name);
    }
    const { rows } = await ask('logto_find', { query: 'aberg' });
    assert.deepEqual(
      rows.map(({ kind, id, name }) => ({ kind, id, name })),
      [{ kind: 'user', ...user }],
    );
    const { rows: runs } = await ask('logto_snapshots', {});
    assert.deepEqual(
      runs.map(({ id }) => id),
      [second, first],
    );
  });

  it('tell which findings are new and gone, as the Findings view judges', async () => {
    const settings = vscode.workspace.getConfiguration('logtoAccess.findings');
    const suspended = async (): Promise<unknown[]> => {
      const { rows } = await ask('logto_changes', { list: 'newFindings', about: user.id });
      return (rows as unknown as { rule: string }[]).filter(({ rule }) => rule === 'suspended-with-roles');
    };
    assert.equal((await suspended()).length, 1);
    await settings.update('off', ['suspended-with-roles'], vscode.ConfigurationTarget.Global);
    try {
      assert.deepEqual(await suspended(), []);
    } finally {
      await settings.update('off', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('give page by page what commands give at once', async () => {
    const { rows: all } = await run('logtoAccess.whoCan', { role: 'admin' });
    const paged: unknown[] = [];
    for (let cursor: object | undefined = {}; cursor !== undefined;) {
      const page = await ask('logto_who_can', { what: 'admin', limit: 2, ...cursor });
      paged.push(...page.rows.map((row) => (row as unknown as { holder: Row }).holder.id));
      cursor = page.next === undefined ? undefined : { cursor: page.next };
    }
    assert.deepEqual(
      paged,
      all.map(({ holder }) => (holder.kind === 'user' ? holder.user.id : holder.application.id)),
    );
  });

  it('say that a file of the tenant cannot be read, which may be newer than what they ask', async () => {
    const file = join(folderOf(connected.tenantId), '9999.snapshot');
    writeFileSync(file, 'no database');
    try {
      const { snapshot } = await ask('logto_find', { query: 'aberg' });
      assert.match(snapshot?.newer ?? '', /^"9999\.snapshot", written .* cannot be read: /);
      const { unreadable } = await ask('logto_snapshots', {});
      assert.deepEqual(
        unreadable?.map((one) => one.file),
        ['9999.snapshot'],
      );
    } finally {
      rmSync(file);
    }
  });

  it('tell a model in a sentence what is wrong', async () => {
    await assert.rejects(
      ask('logto_who_can', { what: 'admin', organization: 'Acme Inc' }),
      /There is no organization "Acme Inc" in this snapshot\..*Call logto_find/,
    );
    await assert.rejects(ask('logto_why', { whom: 'x' }), /logto_why is not right.*It takes who, /);
  });

  it('give nothing to who has cancelled', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await assert.rejects(ask('logto_changes', {}, source.token));
  });

  it('give links by which a chat shows things in the Access view', async () => {
    const { links = '' } = await ask('logto_find', { query: 'aberg' });
    const [template = ''] = /\w[\w-]*:\/\/\S+$/.exec(links) ?? [];
    const link = template.replace('KIND', 'user').replace('=ID', `=${user.id}`);
    assert.ok(
      link.startsWith(`${vscode.env.uriScheme}://logto-access.logto-access/show?snapshot=${second}&`),
    );
    await openLink(vscode.Uri.parse(link, true));
    assert.deepEqual(selectedIn('logtoAccess.access'), [user.name]);
  });
});
