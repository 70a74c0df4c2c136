import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './support/extension.ts';
import { shownDocument } from './support/documents.ts';
import { messagesOf } from './support/messages.ts';
import { goDown } from './support/providers.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';
const { executeCommand } = vscode.commands;

describe('Access that is opened as text', () => {
  let connected: ConnectedTenant;
  /** Ids of users, once for each organization in which they are admin. */
  let admins: string[];

  before(async () => {
    connected = await connect({ users: 60, organizations: 5 });
    const { tenantId, tenant } = connected;
    const admin = tenant.data.organizationRoles.list().find(({ name }) => name === 'admin')!;
    const members = [...tenant.data.members].filter(({ roleIds }) => roleIds.includes(admin.id));
    admins = members.map(({ memberId }) => memberId);
    tenant.data.users.update(admins[0]!, { name: 'Ann [x] [no-id]' });
    await run('logtoAccess.sync', { tenantId });
  });
  afterEach(() => executeCommand('workbench.action.closeAllEditors'));
  after(async () => {
    await executeCommand('logtoAccess.clearAnswer');
    await disconnect(connected);
  });

  /** Opens the text of a line of the Access view. */
  async function open(...labels: string[]): Promise<vscode.TextDocument> {
    const { element } = await goDown(ACCESS, 'Acme', ...labels);
    await executeCommand('logtoAccess.openAccessText', element);
    return shownDocument();
  }

  it('is of a tenant, a user, a role, an organization or an application, and of a permission who has it', async () => {
    const head = async (...labels: string[]): Promise<string> => (await open(...labels)).lineAt(0).text;
    const { data } = connected.tenant;
    assert.equal(await head(), 'tenant Acme');
    assert.match(await head('Users', 'Ann [x] [no-id]'), /^user Ann \[x\] \[no-id\] .*\[\w+\]/);
    assert.match(await head('Organization roles', 'admin'), /^organization role admin /);
    assert.match(
      await head('Organization roles', 'admin', 'Permissions', 'read:shipments'),
      /^permission read:/,
    );
    assert.match(await head('Global roles', data.roles.list()[0]!.name), /^global role /);
    assert.match(await head('Applications', data.applications.list()[0]!.name), /^application /);
    assert.match(await head('Organizations', data.organizations.list()[0]!.name), /^organization /);
  });

  it('is not of another tenant where one was never synced', async function () {
    this.timeout(20_000);
    const { baseUrl, clientId, clientSecret } = connected.tenant;
    const { tenantId } = await run('logtoAccess.connectTenant', {
      ...{ baseUrl: baseUrl.replace('127.0.0.1', 'localhost'), clientId, clientSecret, name: 'Never synced' },
    });
    try {
      const { element } = await goDown(ACCESS, 'Never synced');
      const said = await messagesOf(() => executeCommand('logtoAccess.openAccessText', element));
      assert.match(said.join(), /There is no snapshot of .* to ask/);
    } finally {
      await run('logtoAccess.disconnectTenant', { tenantId });
    }
  });

  it('has a language of its own, and links from each id to its document, and from no other brackets', async () => {
    const document = await open('Users', 'Ann [x] [no-id]');
    assert.equal(document.languageId, 'logto-access');
    const links = await executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      ...[document.uri, 1000],
    );
    const linked = links.map(({ range }) => document.getText(range));
    assert.equal(linked[0], admins[0]);
    assert.ok(!linked.includes('x') && !linked.includes('no-id'));
    const heads = await Promise.all(
      links.map(async ({ target }) => (await vscode.workspace.openTextDocument(target!)).lineAt(0).text),
    );
    for (const [i, head] of heads.entries()) assert.ok(head.includes(`[${linked[i] ?? ''}]`), head);
    for (const kind of ['user', 'organization', 'organization role', 'permission'])
      assert.ok(
        heads.some((head) => head.startsWith(`${kind} `)),
        kind,
      );
  });

  it('leads by Go to Definition from every id to its document', async () => {
    const document = await open('Users', 'Ann [x] [no-id]');
    const goFrom = (offset: number): Thenable<vscode.Location[]> =>
      executeCommand('vscode.executeDefinitionProvider', ...[document.uri, document.positionAt(offset)]);
    const text = document.getText();
    const last = text.lastIndexOf('[');
    const id = text.slice(last + 1, text.indexOf(']', last));
    const [definition] = await goFrom(last + 1);
    assert.ok(definition);
    const opened = await vscode.workspace.openTextDocument(definition.uri);
    assert.ok(opened.lineAt(0).text.includes(`[${id}]`), opened.lineAt(0).text);
    assert.deepEqual(await goFrom(text.indexOf('[x]') + 1), []);
    assert.deepEqual(await goFrom(0), []);
  });

  it('is the whole answer where it is of an answer, and is copied', async () => {
    const { element } = await goDown(ACCESS, 'Acme', 'Organization roles', 'admin');
    await executeCommand('logtoAccess.whoCan', element);
    await executeCommand('logtoAccess.openAnswerText');
    const text = (await shownDocument()).getText();
    const [head, ...lines] = text.trimEnd().split('\n');
    assert.match(head ?? '', /^organization role admin \[\w+\]: \d+ holders$/);
    assert.equal(lines.length, admins.length);
    for (const id of admins) assert.ok(text.includes(`[${id}]`));
    await executeCommand('logtoAccess.copyAnswerText');
    assert.equal(await vscode.env.clipboard.readText(), text);
  });

  it('says what is wrong where its snapshot is gone', async () => {
    const uri = vscode.Uri.from({ scheme: 'logto-access', path: '/x.access', query: 'snapshot=nosuchone' });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.match(document.getText(), /^There is no snapshot nosuchone\. /);
  });
});
