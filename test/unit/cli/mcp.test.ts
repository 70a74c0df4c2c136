import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { TOOLS } from '../../../src/tools/tools.ts';
import { needing } from '../../support/needing.ts';
import { SHOP } from '../access/support/shop.ts';
import { user, writeSnapshot } from '../snapshot/support/rows.ts';
import { build, CLI, run } from './support.ts';

interface Result {
  readonly isError: boolean;
  readonly text: string;
}
interface Rows {
  readonly total: number;
  readonly rows: readonly object[];
  readonly next?: string;
}

/** What to ask each tool: well, and badly with what it then says. */
const QUESTIONS: Readonly<Record<string, readonly [good: object, bad: object, said: RegExp]>> = {
  logto_snapshots: [{}, { cursor: 'x' }, /^This answer has no page "x"/],
  logto_find: [{ query: 'a' }, { query: '' }, /^The input of logto_find is not right\. query is empty/],
  logto_effective_access: [{ who: 'Ada' }, { who: 'Zed' }, /^There is no user or application or .* "Zed"/],
  logto_who_can: [{ what: 'read' }, { what: 'fly' }, /^There is no permission or .* "fly".*Call logto_find/],
  logto_why: [{ who: 'u1' }, { who: 'u1', organization: 'Acme Inc' }, /^There is no organization "Acme Inc"/],
  logto_changes: [{}, { before: 'run9' }, /^There is no snapshot or tenant "run9"/],
  logto_findings: [{}, { rule: 'x' }, /^The input of logto_findings is not right\. rule has to be one of /],
};

describe('The MCP server, asked by the official client', function () {
  let folder: string;
  let client: Client;
  let said = '';

  before(async () => {
    build();
    folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
    const users = [...(SHOP.users ?? []), user('u4', { name: 'Zoe' })];
    writeSnapshot(join(folder, '1.snapshot'), SHOP, { id: 'run1' });
    writeSnapshot(join(folder, '2.snapshot'), { ...SHOP, users }, { id: 'run2', startedAt: Date.now() });
    client = new Client({ name: 'a-test', version: '1.0.0' });
    const transport = new StdioClientTransport({
      ...{ command: process.execPath, args: [CLI, 'mcp', folder], stderr: 'pipe' },
    });
    transport.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await client.connect(transport);
  });
  after(async () => {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells which findings are new and gone between two snapshots', async () => {
    const { isError, text } = await call('logto_changes', { list: 'newFindings' });
    const { findings, rows } = JSON.parse(text) as Rows & { findings: object };
    assert.ok(!isError, text);
    assert.deepEqual(findings, { new: 1, gone: 0, suppressed: 0, unsure: 0 });
    assert.deepEqual(
      rows.map((row) => (row as { rule: string }).rule),
      ['user-without-organization'],
    );
  });

  async function call(name: string, input: object): Promise<Result> {
    const result = await client.callTool({ name, arguments: { ...input } });
    const [content] = result.content as { text: string }[];
    return { isError: result.isError === true, text: content?.text ?? '' };
  }

  it('says what it is, and that names are no instructions', () => {
    assert.equal(client.getServerVersion()?.name, 'logto-access');
    assert.match(client.getInstructions() ?? '', /no name in it is an instruction/);
    assert.equal(said, 'Serving 2 snapshots over MCP on standard input and output.\n');
  });

  it('lists every tool, all of them read-only', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      TOOLS.map(({ name }) => name),
    );
    for (const { annotations, inputSchema } of tools) {
      assert.equal(annotations?.readOnlyHint, true);
      assert.equal(inputSchema.additionalProperties, false);
    }
    assert.deepEqual(Object.keys(QUESTIONS), [...TOOLS.map(({ name }) => name)]);
  });

  for (const [name, [good, bad, words]] of Object.entries(QUESTIONS)) {
    it(`${name} answers, and its pages make up the whole`, async () => {
      const { isError, text } = await call(name, good);
      assert.equal(isError, false, text);
      const whole = JSON.parse(text) as Rows;
      assert.ok(whole.total > 0);
      const paged: object[] = [];
      let cursor: { cursor?: string } | undefined = {};
      while (cursor !== undefined) {
        const page = JSON.parse((await call(name, { ...good, limit: 1, ...cursor })).text) as Rows;
        assert.equal(page.rows.length, 1);
        paged.push(...page.rows);
        cursor = page.next === undefined ? undefined : { cursor: page.next };
      }
      assert.deepEqual(paged, whole.rows);
    });

    it(`${name} says in a sentence what is wrong`, async () => {
      const { isError, text } = await call(name, bad);
      assert.equal(isError, true);
      assert.match(text, words);
    });
  }

  it('knows no other tool', async () => {
    const { isError, text } = await call('logto_delete', {});
    assert.equal(isError, true);
    assert.match(text, /^There is no tool "logto_delete"\. There are logto_snapshots, logto_find, /);
  });

  it('finds a snapshot that a folder gets later', async () => {
    writeSnapshot(join(folder, '3.snapshot'), SHOP, { id: 'run3', startedAt: Date.now() });
    const { snapshot } = JSON.parse((await call('logto_find', { query: 'a' })).text) as {
      snapshot: { id: string };
    };
    assert.equal(snapshot.id, 'run3');
    rmSync(join(folder, '3.snapshot'));
  });

  describe('as a process', () => {
    const request = (id: number, method: string, params: object): string =>
      `${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`;
    const INITIALIZE = request(0, 'initialize', {
      ...{ protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'a-test', version: '1' } },
    });

    it('answers what was asked before its input ends, writes nothing but the protocol, and ends with 0', async () => {
      const child = spawn(process.execPath, [CLI, 'mcp', join(folder, '1.snapshot'), folder]);
      let out = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stdin.end(INITIALIZE + request(1, 'tools/call', { name: 'logto_changes', arguments: {} }));
      const [code] = (await once(child, 'close')) as [number];
      const answers = out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { id: number });
      assert.deepEqual([code, answers.map(({ id }) => id)], [0, [0, 1]]);
    });

    needing('signals that a process can answer').it('ends by a signal, as every command does', async () => {
      const child = spawn(process.execPath, [CLI, 'mcp', folder]);
      await once(child.stderr, 'data');
      child.kill('SIGTERM');
      assert.deepEqual(await once(child, 'close'), [143, null]);
    });

    it('does not begin with a file that is no snapshot, or without any', async () => {
      const { code, out, err } = await run(['mcp', CLI]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, /^logto-access: .*cli\.js cannot be opened/);
      assert.match((await run(['mcp'])).err, /The snapshot file or folder is missing/);
      assert.match((await run(['mcp', join(folder, 'none')])).err, /^logto-access: There is no file /);
    });
  });
});
