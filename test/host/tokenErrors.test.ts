import assert from 'node:assert/strict';
import sinon from 'sinon';
import * as vscode from 'vscode';
import { answer } from '../support/tenant.ts';
import { run } from './support/extension.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';

const CONSOLE = 'https://admin.example.com/console';
const APPLICATION = `${CONSOLE}/applications/%ID%`;

/** How Logto refuses a token, what is said of it, and the page of the Console where it is mended. */
const REFUSALS: readonly (readonly [status: number, body: object, says: RegExp, page: string])[] = [
  [401, { code: 'oidc.invalid_client' }, /does not accept the App Secret\. Copy it again/, APPLICATION],
  [400, { code: 'oidc.invalid_client' }, /does not know the App ID\. Copy it again/, APPLICATION],
  [400, { code: 'oidc.invalid_request' }, /found no credentials in the request\. Enter both/, APPLICATION],
  [
    400,
    { code: 'oidc.invalid_target' },
    /does not know the API resource\. .*tenant id/,
    `${CONSOLE}/api-resources`,
  ],
  [
    400,
    { code: 'oidc.unsupported_grant_type' },
    /client credentials\. Use .*machine-to-machine/,
    APPLICATION,
  ],
  [
    200,
    { access_token: 'a.b.c', expires_in: 3600, token_type: 'Bearer' },
    /no access to the Management API\. Assign it the role/,
    APPLICATION,
  ],
];

describe('A token that Logto does not give', () => {
  let connected: ConnectedTenant;
  let refusal: readonly [number, object] | undefined;

  before(async () => {
    connected = await connect({
      ...{ users: 20, organizations: 2 },
      intercept: ({ path }, response) =>
        path === '/oidc/token' && refusal !== undefined && answer(response, ...refusal),
    });
    await run('logtoAccess.editTenant', { tenantId: connected.tenantId, consoleUrl: CONSOLE });
  });
  afterEach(() => {
    refusal = undefined;
    sinon.restore();
  });
  after(() => disconnect(connected));

  for (const [status, body, says, page] of REFUSALS)
    it(`is explained, with what to do and the page of the Console: ${says.source}`, async () => {
      refusal = [status, body];
      const button = 'Open in Logto Console';
      const shown = sinon.stub(vscode.window, 'showErrorMessage').resolves(button as never);
      const opened = sinon.stub(vscode.env, 'openExternal').resolves(true);
      const { tenantId, tenant } = connected;
      await vscode.commands.executeCommand('logtoAccess.sync', { type: 'tenant', tenantId });
      const [message, ...buttons] = shown.firstCall.args as unknown as string[];
      assert.match(message ?? '', says);
      assert.deepEqual(buttons, [button, 'Show Log']);
      assert.equal(opened.firstCall.args[0].toString(true), page.replace('%ID%', tenant.clientId));
    });

  for (const [status, body, says, page] of REFUSALS)
    it(`has the same page below its line of a tested connection: ${says.source}`, async () => {
      refusal = [status, body];
      const opened = sinon.stub(vscode.env, 'openExternal').resolves(true);
      const { tenantId, tenant } = connected;
      let told = '';
      sinon.stub(vscode.window, 'showQuickPick').callsFake((items) => {
        const [line, link] = items as readonly vscode.QuickPickItem[];
        told = line?.detail ?? '';
        return Promise.resolve(link as never);
      });
      await vscode.commands.executeCommand('logtoAccess.testConnection', { type: 'tenant', tenantId });
      assert.match(told, says);
      const [[url] = []] = opened.args;
      assert.equal(url?.toString(true), page.replace('%ID%', tenant.clientId));
    });
});
