import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import sinon from 'sinon';
import * as vscode from 'vscode';
import type { InterceptedRequest } from '../../src/demo/start.ts';
import { EXPORT_FORMATS } from '../../src/c1/formats.ts';
import { answer } from '../support/tenant.ts';
import { run } from './support/extension.ts';
import { messagesOf } from './support/messages.ts';
import { answering } from './support/person.ts';
import { linesIn, linesOf, tooltipOf } from './support/providers.ts';
import { filesHolding, lookUp, processesHolding, temporaryFilesHolding } from './support/secrets.ts';
import { statusBarItems } from './support/statusBar.ts';
import { connect, disconnect, type ConnectedTenant } from './support/tenant.ts';
import { withUnpacked } from '../support/unpacked.ts';

const VIEWS = ['access', 'answer', 'snapshots', 'changes', 'findings'].map((name) => `logtoAccess.${name}`);

const { executeCommand } = vscode.commands;

/** Everything that was shown, said or given on a tour. */
class Told {
  readonly texts: string[] = [];

  /** Keeps what comes of something: the result or the error, and what is said in messages meanwhile. */
  async keep(work: () => PromiseLike<unknown>): Promise<void> {
    let outcome: unknown;
    const said = await messagesOf(async () => {
      outcome = await Promise.resolve(work()).catch((error: unknown) => error);
    });
    this.texts.push(inspect(outcome, { depth: 20, maxStringLength: null, maxArrayLength: null }), ...said);
  }

  /** Keeps what all views, the status bar and the open documents show. */
  async look(): Promise<void> {
    for (const view of VIEWS)
      for await (const line of linesIn(view, 3))
        this.texts.push(inspect(line.item, { depth: 5 }), await tooltipOf(view, line));
    for (const { text, tooltip } of statusBarItems()) this.texts.push(text, inspect(tooltip));
    this.texts.push(...vscode.workspace.textDocuments.map((document) => document.getText()));
  }
}

/** Keeps the secret where a choice says while `action` runs. */
async function keptIn(choice: string, action: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('logtoAccess');
  await settings.update('credentialStore', choice, vscode.ConfigurationTarget.Global);
  await action();
  await settings.update('credentialStore', undefined, vscode.ConfigurationTarget.Global);
}

describe('A canary secret and the tokens of a tenant', () => {
  const begun = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-canary-'));
  const secret = `canary-${randomUUID()}`;
  const tokens = new Set<string>();
  const told = new Told();
  let refuse = false;
  let connected: ConnectedTenant;

  /** Learns the tokens; and a server that says back what it was sent, as some do in their errors. */
  const intercept = ({ path }: InterceptedRequest, response: ServerResponse): boolean => {
    const [, token] = /^Bearer (.+)$/.exec(response.req.headers.authorization ?? '') ?? [];
    if (token !== undefined) tokens.add(token);
    if (!refuse || path === '/oidc/token') return false;
    return answer(response, 400, { code: token ?? '', message: `${token} ${secret}`, data: { secret } });
  };

  before(async () => {
    await executeCommand('_extensionTests.setLogLevel', 'trace');
    connected = await connect({ users: 30, organizations: 3, secret, intercept });
  });
  afterEach(() => sinon.restore());
  after(async () => {
    await executeCommand('_extensionTests.setLogLevel', 'info');
    await executeCommand('workbench.action.closeAllEditors');
    await disconnect(connected);
    rmSync(folder, { recursive: true, force: true });
  });

  it('go on a tour of everything that works', async () => {
    const { tenantId, tenant } = connected;
    const { snapshotId: before } = await run('logtoAccess.sync', { tenantId });
    tenant.mutate();
    const { snapshotId: after } = await run('logtoAccess.sync', { tenantId });
    const [user] = (await run('logtoAccess.findAccess', { tenantId, query: 'a', kinds: ['user'] })).rows;
    await told.keep(() => run('logtoAccess.testConnection', { tenantId }));
    await told.keep(() => run('logtoAccess.diffSnapshots', { before, after }));
    await told.keep(() => run('logtoAccess.explainAccess', { tenantId, userId: user?.id ?? '' }));
    await told.keep(() => run('logtoAccess.openAccessMap', { tenantId }));
    for (const format of EXPORT_FORMATS)
      await told.keep(() =>
        run('logtoAccess.exportSnapshot', { tenantId, format, target: join(folder, format), extended: true }),
      );
    const [line] = await linesOf('logtoAccess.access');
    for (const command of ['openAccessText', 'openChangesReport', 'refreshFindings', 'copyTable'])
      await told.keep(() => executeCommand(`logtoAccess.${command}`, line?.element));
    sinon.stub(vscode.window, 'showSaveDialog').resolves(vscode.Uri.file(join(folder, 'tenants')));
    await told.keep(() => executeCommand('logtoAccess.exportTenants'));
    await told.look();
    assert.ok(readdirSync(folder).length >= EXPORT_FORMATS.length + 1);
  });

  it('go on a tour of everything that fails', async () => {
    const { tenantId, tenant } = connected;
    const { baseUrl, clientId } = tenant;
    await told.keep(() => run('logtoAccess.editTenant', { tenantId, clientSecret: `${secret}-wrong` }));
    await told.keep(() =>
      run('logtoAccess.connectTenant', { baseUrl, clientId, clientSecret: `${secret}!` }),
    );
    await told.keep(() =>
      run('logtoAccess.connectTenant', { baseUrl: 'ftp://acme', clientId, clientSecret: secret }),
    );
    const wrong = { tenantId: { secret }, clientSecret: [secret] } as never;
    await told.keep(() => run('logtoAccess.editTenant', wrong));
    await told.keep(() =>
      answering(
        [
          [/1\/3/, baseUrl],
          [/2\/3/, clientId],
          [/3\/3/, `${secret}-typed`],
          [/3\/3.*does not accept/, undefined],
        ],
        () => executeCommand('logtoAccess.connectTenant'),
      ),
    );
    refuse = true;
    const byHand = { type: 'tenant', tenantId };
    await told.keep(() => executeCommand('logtoAccess.sync', byHand));
    await told.keep(() => run('logtoAccess.testConnection', { tenantId }));
    refuse = false;
    await told.look();
  });

  it('go from store to store, and are rotated', async () => {
    const { tenantId } = connected;
    for (const choice of ['session', 'secretStorage', 'keychain'])
      await keptIn(choice, () => told.keep(() => run('logtoAccess.sync', { tenantId })));
    await told.keep(() => run('logtoAccess.editTenant', { tenantId, clientSecret: secret }));
    await told.keep(() => run('logtoAccess.sync', { tenantId }));
    await told.look();
  });

  it('were in the keychain all the while, and are found nowhere else', () => {
    assert.ok(tokens.size >= 5, 'a token for each connection, sync and test');
    assert.ok(lookUp(connected.tenantId)?.includes(secret));
    assert.ok(filesHolding('[trace]').length > 0, 'the editor logs all it can');
    assert.ok(filesHolding(`Connected ${connected.tenantId}`).some((file) => file.endsWith('.log')));
    const exported = readdirSync(folder).map((file) => withUnpacked(readFileSync(join(folder, file))));
    assert.ok(
      exported.some((bytes) => bytes.includes('SQLite format 3')),
      'a .c1z is searched unpacked',
    );
    const header = Buffer.from(`${connected.tenant.clientId}:${secret}`).toString('base64');
    for (const clue of [secret, header, ...tokens]) {
      assert.deepEqual(filesHolding(clue), []);
      assert.deepEqual(temporaryFilesHolding(clue, begun), []);
      assert.deepEqual(processesHolding(clue), []);
      assert.ok(!exported.some((bytes) => bytes.includes(clue)));
      const shown = told.texts.filter((text) => text.includes(clue));
      assert.deepEqual(shown, [], 'what was shown, said or given');
    }
  });
});
