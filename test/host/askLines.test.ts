import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { typing } from './support/box.ts';
import { run } from './support/extension.ts';
import { answering } from './support/person.ts';
import { goDown, linesOf, messageOf, selectedIn } from './support/providers.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const ACCESS = 'logtoAccess.access';
const ANSWER = 'logtoAccess.answer';

const { executeCommand } = vscode.commands;

describe('A question on a line', () => {
  let connected: ConnectedTenant;

  before(async () => {
    connected = await connect({ users: 60, organizations: 5 });
    await run('logtoAccess.sync', { tenantId: connected.tenantId });
  });
  afterEach(() => executeCommand('logtoAccess.clearAnswer'));
  after(() => disconnect(connected));

  it('about a role is answered by who has it', async () => {
    const line = await goDown(ACCESS, 'Acme', 'Organization roles', 'admin');
    await executeCommand('logtoAccess.whoCan', line.element);
    assert.match(messageOf(ANSWER), /^Who has the role admin: /);
    assert.notDeepEqual(await linesOf(ANSWER), []);
  });

  it('about a role in an organization is about that organization alone', async () => {
    const [organization] = await linesOf(ACCESS, await goDown(ACCESS, 'Acme', 'Organizations'));
    const place = organization?.label ?? '';
    const admin = await goDown(ACCESS, 'Acme', 'Organizations', place, 'Roles', 'admin');
    await executeCommand('logtoAccess.whoCan', admin.element);
    assert.ok(messageOf(ANSWER).startsWith(`Who has the role admin in ${place}: `), messageOf(ANSWER));
    const [here] = await linesOf(ANSWER);
    const [holder] = await linesOf(ANSWER, here);
    const [role_] = await linesOf(ANSWER, holder);
    await executeCommand('logtoAccess.clearAnswer');
    await executeCommand('logtoAccess.whoCan', role_?.element);
    assert.ok(messageOf(ANSWER).startsWith(`Who has the role admin in ${place}: `), messageOf(ANSWER));
  });

  it('takes what fits the text where Enter comes before the results of it', async () => {
    const { name } = connected.tenant.data.organizations.list()[0]!;
    await typing([{ title: /^Find/, type: name, enterAtOnce: true }], () =>
      executeCommand('logtoAccess.findAccess'),
    );
    // VS Code tells of a selection later than of its being made, on a busy machine much later.
    for (let tries = 0; tries < 200 && selectedIn(ACCESS).length === 0; tries++) await sleep(50);
    assert.deepEqual(selectedIn(ACCESS), [name]);
  });

  it('finds in a list what it holds, and nothing else', async () => {
    const users = await goDown(ACCESS, 'Acme', 'Users');
    const see = (items: readonly vscode.QuickPickItem[]): void =>
      assert.ok(items.slice(0, -1).every(({ description }) => description?.startsWith('user')));
    await typing([{ title: /^Find/, type: 'a', see }], () =>
      executeCommand('logtoAccess.findAccess', users.element),
    );
  });

  it('about somebody who was found can be about one permission in one organization', async () => {
    const { rows } = await run('logtoAccess.whoCan', { role: 'admin' });
    const { holder, organization } = rows.find((row) => row.holder.kind === 'user' && row.holder.user.name)!;
    assert.ok(holder.kind === 'user' && organization !== null);
    const why = { userId: holder.user.id, organizationId: organization.id };
    const paths = await run('logtoAccess.explainAccess', why);
    const { permission } = paths.rows.find((path) => path.permission?.resourceName === null)!;
    const scope = permission!.name;
    await answering(
      [
        [/^Why .* has access$/, organization.name],
        [/^Why .* has access$/, scope],
      ],
      () =>
        typing([{ title: /^Why … in/, type: holder.user.id, choose: holder.user.name! }], () =>
          executeCommand('logtoAccess.explainAccess'),
        ),
    );
    const asked = `Why ${holder.user.name!} can ${scope} in ${organization.name}: `;
    assert.ok(messageOf(ANSWER).startsWith(asked), messageOf(ANSWER));
  });
});
