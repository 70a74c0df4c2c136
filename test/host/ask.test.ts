import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { typing } from './support/box.ts';
import { extension, run } from './support/extension.ts';
import { goDown, linesOf, messageOf, selectedIn, tooltipOf, type Line } from './support/providers.ts';
import { shownDocument } from './support/documents.ts';
import { answering } from './support/person.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';
const ANSWER = 'logtoAccess.answer';
const HOSTILE = '$(bug) [x](command:workbench.action.quit)\n# <b>*Mallory*</b> \u202egnp.exe';

const { executeCommand } = vscode.commands;
const labelsOf = async (below?: Line): Promise<string[]> =>
  (await linesOf(ANSWER, below)).map(({ label }) => label);
describe('A question about a tenant', () => {
  let connected: ConnectedTenant;
  let snapshotId: string;
  /** Of a role that somebody holds. */
  let role: { readonly id: string; readonly name: string };
  let hostileId: string;

  before(async () => {
    connected = await connect({ users: 60, organizations: 5 });
    const { tenantId, tenant } = connected;
    const { data } = tenant;
    role = data.organizationRoles.list().find(({ name }) => name === 'admin')!;
    const [membership] = [...data.members].filter(({ roleIds }) => roleIds.includes(role.id));
    hostileId = membership!.memberId;
    data.users.update(hostileId, { name: HOSTILE });
    data.organizations.update(membership!.organizationId, { name: HOSTILE });
    ({ snapshotId } = await run('logtoAccess.sync', { tenantId }));
  });
  afterEach(async () => {
    await executeCommand('workbench.action.closeAllEditors');
    await executeCommand('logtoAccess.clearAnswer');
  });
  after(() => disconnect(connected));

  const holders = (): { memberId: string; organizationId: string }[] =>
    [...connected.tenant.data.members].filter(({ roleIds }) => roleIds.includes(role.id));

  describe('by a program', () => {
    it('finds a user by a part of the e-mail, without a prompt', async () => {
      const user = connected.tenant.data.users.list().find(({ primaryEmail }) => primaryEmail !== null)!;
      const { rows, total } = await run('logtoAccess.findAccess', { query: user.primaryEmail!.slice(2) });
      assert.equal(total, rows.length);
      assert.ok(rows.some(({ kind, id }) => kind === 'user' && id === user.id));
      const none = await run('logtoAccess.findAccess', { query: user.id, kinds: ['organization'] });
      assert.deepEqual(none.rows, []);
    });

    it('gives who holds a role, with every path, page by page', async () => {
      const all = await run('logtoAccess.whoCan', { tenantId: connected.tenantId, role: 'admin' });
      assert.equal(all.total, holders().length);
      assert.deepEqual(
        all.rows.map(({ holder }) => holder.kind === 'user' && holder.user.id).toSorted(),
        holders()
          .map(({ memberId }) => memberId)
          .toSorted(),
      );
      for (const { organization, paths } of all.rows)
        assert.ok(paths.every((path) => path.includes(`[${organization!.id}] → admin`)));
      const first = await run('logtoAccess.whoCan', { snapshotId, role: role.id, limit: 2 });
      assert.equal(first.rows.length, 2);
      const rest = await run('logtoAccess.whoCan', { snapshotId, role: role.id, after: first.next! });
      assert.deepEqual([...first.rows, ...rest.rows], all.rows);
    });

    it('gives who has a permission, and of one organization', async () => {
      const [scope] = connected.tenant.data.organizationScopes.list();
      const { rows } = await run('logtoAccess.whoCan', { scope: scope!.id });
      assert.ok(rows.length > 0);
      const organizationId = rows.find(({ organization }) => organization !== null)!.organization!.id;
      const here = await run('logtoAccess.whoCan', { scope: scope!.id, organizationId });
      assert.deepEqual(
        here.rows,
        rows.filter(({ organization }) => organization?.id === organizationId),
      );
    });

    it('gives why somebody has access, in one organization and to one permission too', async () => {
      const { rows, total } = await run('logtoAccess.explainAccess', { userId: hostileId });
      assert.equal(total, rows.length);
      const path = rows.find(({ permission, organization }) => permission && organization)!;
      const some = await run('logtoAccess.explainAccess', {
        ...{ userId: hostileId, organizationId: path.organization!.id, scope: path.permission!.id },
      });
      assert.ok(some.rows.length > 0 && some.rows.length < total);
      assert.ok(some.rows.every((one) => one.path.includes(path.organization!.id)));
    });

    it('gives what two people have, and shows nothing', async () => {
      const [a, b] = holders();
      const compared = await run('logtoAccess.compareAccess', { first: a!.memberId, second: b!.memberId });
      assert.ok(compared.both.length > 0);
      assert.deepEqual(await labelsOf(), []);
    });

    it('is refused in words where it cannot be answered', async () => {
      const refused = (asking: Promise<unknown>, words: RegExp): Promise<void> =>
        assert.rejects(asking, words);
      await refused(run('logtoAccess.whoCan', {}), /either scope or role/);
      await refused(run('logtoAccess.whoCan', { scope: 'a', role: 'b' }), /either scope or role/);
      await refused(run('logtoAccess.whoCan', { scope: 'no:such' }), /has no permission "no:such"/);
      await refused(run('logtoAccess.explainAccess', { userId: 'x' }), /has no user or application "x"/);
      await refused(
        run('logtoAccess.findAccess', { query: 'a', limit: 0 }),
        /argument\.limit is not as expected/,
      );
      await refused(run('logtoAccess.findAccess', { query: 'a', tenantId: 'x' }), /no snapshot of x/i);
      const { baseUrl, clientId, clientSecret } = connected.tenant;
      const other = { baseUrl: baseUrl.replace('127.0.0.1', 'localhost'), clientId, clientSecret };
      const { tenantId } = await run('logtoAccess.connectTenant', other);
      await run('logtoAccess.sync', { tenantId });
      await refused(run('logtoAccess.findAccess', { query: 'a' }), /several tenants/);
      await run('logtoAccess.disconnectTenant', { tenantId });
    });
  });

  describe('by a person', () => {
    it('who can is asked in a box, and answered by place, holder, role and permission', async () => {
      const scope = connected.tenant.data.organizationScopes
        .list()
        .find(({ id }) => connected.tenant.data.organizationRoleScopes.has(role.id, id))!;
      await typing([{ title: /^Who can … in Acme, as of /, type: scope.name, choose: scope.name }], () =>
        executeCommand('logtoAccess.whoCan'),
      );
      const { rows, total } = await run('logtoAccess.whoCan', { scope: scope.id });
      assert.match(
        messageOf(ANSWER),
        new RegExp(`^Who can ${scope.name}: \\d+ people.* in \\d organizations\\. Acme, as of `),
      );
      const places = await linesOf(ANSWER);
      const found = (await Promise.all(places.map((place) => linesOf(ANSWER, place)))).flat();
      assert.equal(found.length, total);
      const [role_] = await linesOf(ANSWER, found[0]);
      assert.equal(role_?.label, rows[0]?.roles[0]?.name);
      assert.deepEqual(await labelsOf(role_), [scope.name]);
      const ids = [...places, ...found].map(({ item }) => item.id);
      assert.equal(new Set(ids).size, ids.length);
    });

    it('why is asked in a box, and of a line of the answer', async () => {
      await executeCommand(
        'logtoAccess.whoCan',
        (await goDown(ACCESS, 'Acme', 'Organization roles', 'admin')).element,
      );
      const [place] = await linesOf(ANSWER);
      const [holder] = await linesOf(ANSWER, place);
      await executeCommand('logtoAccess.explainAccess', holder?.element);
      assert.ok(
        messageOf(ANSWER).startsWith(`Why ${holder?.label ?? ''} has access in ${place?.label ?? ''}`),
      );
      const { name } = connected.tenant.data.users
        .list()
        .find(({ id, name: one }) => one !== null && id !== hostileId)!;
      await answering([[/^Why .* has access$/, 'Everything']], () =>
        typing([{ title: /^Why … in Acme/, type: name!, choose: name! }], () =>
          executeCommand('logtoAccess.explainAccess'),
        ),
      );
      assert.ok(messageOf(ANSWER).startsWith(`Why ${name!} has access: `));
    });

    it('why is asked of a member about their organization, and what holds in the whole tenant stands apart', async () => {
      const [organization] = await linesOf(ACCESS, await goDown(ACCESS, 'Acme', 'Organizations'));
      const members = (await linesOf(ACCESS, organization)).find(({ label }) => label === 'Members');
      const [member] = await linesOf(ACCESS, members);
      await executeCommand('logtoAccess.explainAccess', member?.element);
      const [name, place] = [member?.label ?? '', organization?.label ?? ''];
      assert.ok(messageOf(ANSWER).startsWith(`Why ${name} has access in ${place}: `), messageOf(ANSWER));
      assert.deepEqual(await labelsOf(), [place, 'In the whole tenant']);
      const [line] = await linesOf(ANSWER);
      assert.match(await tooltipOf(ANSWER, line!), /- MFA: .*\n- Created: /);
    });

    it('leaves everything as it was where they leave the box', async () => {
      await typing([{ title: /^Who can/ }], () => executeCommand('logtoAccess.whoCan'));
      await typing([{ title: /^Find in Acme/ }], () => executeCommand('logtoAccess.findAccess'));
      assert.deepEqual(await labelsOf(), []);
    });

    it('finds as they type, in any kind of thing, and says where nothing is found', async () => {
      const { name } = connected.tenant.data.organizations.list().find((one) => one.name !== HOSTILE)!;
      const labels: string[][] = [];
      const see = (items: readonly vscode.QuickPickItem[]): void =>
        void labels.push(items.map(({ label, description }) => `${label} ${description ?? ''}`));
      await typing([{ title: /^Find in Acme/, type: name.toUpperCase().slice(0, 6), see }], () =>
        executeCommand('logtoAccess.findAccess'),
      );
      await typing([{ title: /^Find/, type: 'zzzz', see }], () => executeCommand('logtoAccess.findAccess'));
      assert.ok(
        labels[0]?.some((line) => line.startsWith(`${name} organization`)),
        labels[0]?.join('\n'),
      );
      assert.deepEqual(
        labels[1]?.map((line) => line.trim()),
        ['Nothing is called so, or has such an e-mail or id'],
      );
    });

    it('goes on to what was found in the Access view, or for a permission to who has it', async () => {
      const user = connected.tenant.data.users.list().find(({ name }) => name !== null && name !== HOSTILE)!;
      await typing([{ title: /^Find/, type: user.id, choose: user.name! }], () =>
        executeCommand('logtoAccess.findAccess'),
      );
      assert.deepEqual(selectedIn(ACCESS), [user.name]);
      await typing([{ title: /^Find/, type: 'read:shipments', choose: 'read:shipments' }], () =>
        executeCommand('logtoAccess.findAccess'),
      );
      assert.match(messageOf(ANSWER), /^Who can read:shipments: /);
    });

    it('opens what was found as text by its button', async () => {
      const user = connected.tenant.data.users.list().find(({ primaryEmail }) => primaryEmail !== null)!;
      await typing(
        [{ title: /^Find/, type: user.primaryEmail!, choose: user.name ?? '', press: 'Open as Text' }],
        () => executeCommand('logtoAccess.findAccess'),
      );
      const document = await shownDocument();
      assert.ok(document.getText().startsWith('user '), document.getText());
      assert.ok(document.lineAt(0).text.includes(`[${user.id}]`));
    });

    it('is asked which tenant where there are several', async () => {
      const { baseUrl, clientId, clientSecret } = connected.tenant;
      const { tenantId } = await run('logtoAccess.connectTenant', {
        ...{ baseUrl: baseUrl.replace('127.0.0.1', 'localhost'), clientId, clientSecret, name: 'Other' },
      });
      await run('logtoAccess.sync', { tenantId });
      await answering([[/^Find$/, 'Other']], () =>
        typing([{ title: /^Find in Other, as of / }], () => executeCommand('logtoAccess.findAccess')),
      );
      await run('logtoAccess.disconnectTenant', { tenantId });
    });
  });

  describe('that compares', () => {
    it('two people is asked in two boxes, and answered in three groups', async () => {
      const [a, b] = holders()
        .filter(({ memberId }) => memberId !== hostileId)
        .map(({ memberId }) => memberId);
      const nameOf = (id: string): string => connected.tenant.data.users.get(id)?.name ?? '';
      await typing(
        [
          { title: /^Compare access in Acme/, type: a!, choose: nameOf(a!) },
          { title: new RegExp(`^Compare ${nameOf(a!)} in Acme`), type: b!, choose: nameOf(b!) },
        ],
        () => executeCommand('logtoAccess.compareAccess'),
      );
      assert.deepEqual(await labelsOf(), ['Both have', `Only ${nameOf(a!)}`, `Only ${nameOf(b!)}`]);
      await executeCommand('logtoAccess.openAnswerDiff');
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      const texts = await Promise.all(
        [input.original, input.modified].map(async (uri) =>
          (await vscode.workspace.openTextDocument(uri)).getText(),
        ),
      );
      const { both } = await run('logtoAccess.compareAccess', { first: a!, second: b! });
      for (const { id } of both) assert.ok(texts.every((text) => text.includes(`[${id}]`)));
    });

    it('two selected lines asks nothing, and refuses a person and a role', async () => {
      const roles = (await linesOf(ACCESS, await goDown(ACCESS, 'Acme', 'Organization roles'))).slice(0, 2);
      const [first, second] = roles.map(({ element }) => element);
      await executeCommand('logtoAccess.compareAccess', first, [first, second]);
      assert.deepEqual(await labelsOf(), ['Both have', ...roles.map(({ label }) => `Only ${label}`)]);
      const { rows } = await run('logtoAccess.findAccess', { query: hostileId });
      assert.equal(rows[0]?.id, hostileId);
      await assert.rejects(
        run('logtoAccess.compareAccess', { first: role.id, second: hostileId }),
        /has no organization role or global role/,
      );
    });
  });

  it('with hostile names stays on one line, without icons or Markdown', async () => {
    await executeCommand('logtoAccess.explainAccess', await userLine(hostileId));
    const told = [messageOf(ANSWER)];
    for (const line of await linesOf(ANSWER)) told.push(line.label, await tooltipOf(ANSWER, line));
    for (const text of told) assert.doesNotMatch(text.replaceAll('\nid ', ''), /[\u202e]|\n#/);
    const see = (items: readonly vscode.QuickPickItem[]): void => {
      const item = items.find(({ label }) => label.includes('Mallory'))!;
      assert.ok(item.label.startsWith('\\$(bug) '), item.label);
      assert.doesNotMatch(item.label, /[\n\u202e]/);
    };
    await typing([{ title: /^Find/, type: hostileId, see }], () => executeCommand('logtoAccess.findAccess'));
    await executeCommand('logtoAccess.openAnswerText');
    const uri = (await shownDocument()).uri;
    assert.doesNotMatch(uri.path, /[\n\u202e]/);
  });

  it('has no answer any more once it is cleared, or the tenant is gone', async () => {
    await executeCommand('logtoAccess.explainAccess', await userLine(hostileId));
    assert.ok((await labelsOf()).length > 0);
    await executeCommand('logtoAccess.clearAnswer');
    assert.deepEqual(await labelsOf(), []);
    const { baseUrl, clientId, clientSecret } = connected.tenant;
    const other = { baseUrl: baseUrl.replace('127.0.0.1', 'localhost'), clientId, clientSecret };
    const { tenantId } = await run('logtoAccess.connectTenant', other);
    const synced = await run('logtoAccess.sync', { tenantId });
    const thing = { type: 'thing', snapshotId: synced.snapshotId, thing: { kind: 'user', id: hostileId } };
    await executeCommand('logtoAccess.explainAccess', thing);
    assert.ok((await labelsOf()).length > 0);
    await run('logtoAccess.disconnectTenant', { tenantId });
    assert.deepEqual(await labelsOf(), []);
  });

  it('is one of the operations of the API', async () => {
    const { whoCan, findAccess } = extension().exports;
    assert.equal((await whoCan({ role: role.id })).total, holders().length);
    assert.equal((await findAccess({ query: role.id })).rows[0]?.id, role.id);
  });

  async function userLine(id: string): Promise<unknown> {
    const users = await linesOf(ACCESS, await goDown(ACCESS, 'Acme', 'Users'));
    return users.find(({ element }) => (element as { node?: { subjectId?: string } }).node?.subjectId === id)
      ?.element;
  }
});
