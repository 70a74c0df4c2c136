import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportResult } from '../../../src/c1/export.ts';
import { judgeFiles } from '../../../src/changes/judging/judgement.ts';
import { DEFAULT_SETTINGS } from '../../../src/findings/thresholds.ts';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import { writeReport } from '../../../src/changes/text/report.ts';
import { startDemoTenant, type DemoTenant } from '../../../src/demo/start.ts';
import { user, writeSnapshot } from '../snapshot/support/rows.ts';
import { build, run, syncArguments } from './support.ts';

/** A node of the tree as JSON. */
interface JsonNode {
  readonly label: string;
  readonly kind: string;
  readonly id?: string;
  readonly children?: readonly JsonNode[];
}

const depthOf = (nodes: readonly JsonNode[]): number =>
  nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map(({ children }) => depthOf(children ?? [])));

/** How the command line judges where nothing else is said. */
const JUDGED = { settings: DEFAULT_SETTINGS, suppressions: [], today: '2026-01-01', policies: [] };

describe('The command line', function () {
  let folder: string;
  let tenant: DemoTenant;
  let first: string;
  let second: string;

  before(async () => {
    build();
    folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
    [first, second] = [join(folder, 'first.snapshot'), join(folder, 'second.snapshot')];
    tenant = await startDemoTenant({ seed: 7, users: 60, organizations: 6 });
  });

  after(async () => {
    await tenant.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('syncs a tenant, with the secret from the environment and nowhere else', async () => {
    const args = [...syncArguments(tenant, first), '--name', 'Acme\u001b[2J', '--concurrency', '4'];
    const { code, out, err } = await run(args, { secret: tenant.clientSecret });
    assert.equal(code, 0, err);
    assert.match(
      out,
      /first\.snapshot: 60 users, 6 organizations, \d+ memberships: complete, verified \(.*requests\)\n$/,
    );
    assert.equal(out.split('\n').length, 2);
    assert.ok(![...args, out, err].join('\n').includes(tenant.clientSecret));
    assert.ok(!readFileSync(first).includes(tenant.clientSecret));
    assert.deepEqual(readdirSync(folder), ['first.snapshot']);
  });

  it('tells as JSON what it synced, with progress beside it', async () => {
    tenant.mutate();
    const { code, out, err } = await run([...syncArguments(tenant, second), '--json'], {
      secret: tenant.clientSecret,
    });
    assert.equal(code, 0, err);
    const { file, tenantName, counts } = JSON.parse(out) as Record<string, unknown>;
    assert.equal(file, second);
    assert.equal(tenantName, new URL(tenant.baseUrl).host);
    assert.equal((counts as { users: number }).users, tenant.data.users.size);
    assert.match(err, /users \d+\/\d+ · organizations 7\/7 · members \d+\/\d+\n$/);
  });

  it('asks for user details and just-in-time rules where it is told to, and shows them', async () => {
    const file = join(folder, 'asked.snapshot');
    const wishes = ['--user-details', 'all', '--just-in-time', '--json'];
    const { code, out, err } = await run([...syncArguments(tenant, file), ...wishes], {
      secret: tenant.clientSecret,
    });
    assert.equal(code, 0, err);
    const info = JSON.parse(out) as { userDetails: string; justInTime: boolean };
    assert.deepEqual([info.userDetails, info.justInTime], ['all', true]);
    const tree = (await run(['tree', file])).out;
    for (const line of [/─ MFA {2}none$/m, /─ MFA {2}.*Totp/m, /─ Just-in-time {2}.*\.example · /m])
      assert.match(tree, line);
    rmSync(file);
  });

  it('asks for neither where it is not told to', async () => {
    const { out } = await run(['tree', second]);
    assert.doesNotMatch(out, /─ MFA|Just-in-time/);
  });

  it('shows a tree of long lists shortened, which no name can steer a terminal with', async () => {
    const { code, out, err } = await run(['tree', first]);
    assert.equal(code, 0);
    assert.equal(err, '');
    const [head, ...lines] = out.trimEnd().split('\n');
    assert.match(head!, /^Acme \[2J \(http:\/\/127\.0\.0\.1:\d+\), as of \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
    assert.ok(lines.some((line) => line.startsWith('├─ Organizations  6')));
    assert.ok(lines.includes('│  └─ … 50 more'), 'ten of sixty users');
    assert.doesNotMatch(out.replaceAll('\n', ''), /\p{Cc}/u);
  });

  it('shows a tree as deep as it is told', async () => {
    const { out } = await run(['tree', first, '--depth', '1']);
    assert.deepEqual(
      out
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.replace(/ {2}.*/, '')),
      ['├─ Organizations', '├─ Users', '├─ Organization roles', '├─ Global roles', '└─ Applications'],
    );
  });

  it('gives the whole tree as JSON', async () => {
    const { code, out } = await run(['tree', second, '--json', '--depth', '3']);
    assert.equal(code, 0);
    const nodes = JSON.parse(out) as JsonNode[];
    assert.equal(depthOf(nodes), 3);
    const users = nodes.find(({ kind }) => kind === 'users')!.children!;
    assert.deepEqual(
      new Set(users.map(({ id }) => id)),
      new Set(tenant.data.users.list().map(({ id }) => id)),
    );
  });

  it('exports for C1', async () => {
    const target = join(folder, 'first.json');
    const { code, out, err } = await run(['export', first, '--format', 'c1-json', '--out', target]);
    assert.equal(code, 0, err);
    assert.match(out, /first\.json: 60 users, 6 organizations, \d+ entitlements, \d+ grants\n$/);
    assert.doesNotThrow(() => JSON.parse(readFileSync(target, 'utf8')) as unknown);
    const again = await run(['export', first, '--format', 'c1-json', '--out', target, '--json']);
    const result = JSON.parse(again.out) as { target: string; counts: { users: number } };
    assert.deepEqual([result.target, result.counts.users], [target, 60]);
    rmSync(target);
  });

  it('exports .c1z and CSV, and more of each where it is told to', async () => {
    for (const format of ['c1z', 'c1-csv']) {
      const target = join(folder, `first.${format}`);
      const args = ['export', first, '--format', format, '--out', target];
      const { code, out, err } = await run(args);
      assert.equal(code, 0, err);
      assert.match(out, /: 60 users, 6 organizations, \d+ entitlements, \d+ grants\n$/);
      assert.match((await run([...args, '--extended'])).out, /: 6\d accounts, \d+ resources, /);
      const extended = JSON.parse((await run([...args, '--extended', '--json'])).out) as ExportResult;
      assert.ok(extended.counts.users > 60, 'machine-to-machine applications too');
      assert.deepEqual(extended.mended, {});
      rmSync(target);
    }
  });

  it('begins CSV with a byte order mark where it is told to', async () => {
    const target = join(folder, 'first.csv');
    for (const [flags, beginning] of [
      [[], 'Type,Last Name'],
      [['--bom'], '\ufeffType,Last Name'],
    ] as const) {
      const { code } = await run(['export', first, '--format', 'c1-csv', '--out', target, ...flags]);
      assert.equal(code, 0);
      assert.ok(readFileSync(target, 'utf8').startsWith(beginning));
    }
    rmSync(target);
  });

  it('says what had to be mended for C1, after the result and as JSON', async () => {
    const [file, target] = [join(folder, 'long.snapshot'), join(folder, 'long.csv')];
    writeSnapshot(file, {
      users: [user('u1', { name: 'é'.repeat(600) }), user('u2', { email: 'no address' })],
    });
    for (const format of ['c1-json', 'c1z', 'c1-csv']) {
      const args = ['export', file, '--format', format, '--out', target];
      const { out } = await run(args);
      const mended = '1 row with a name cut to 1,024 bytes; 1 user without their e-mail, which is no address';
      assert.ok(out.endsWith(` no grants. Mended for ConductorOne: ${mended}\n`), out);
      const json = JSON.parse((await run([...args, '--json'])).out) as ExportResult;
      assert.deepEqual(json.mended, { namesCut: 1, emailsLeftOut: 1 });
    }
    rmSync(file);
    rmSync(target);
  });

  it('ends with 0 where nothing differs and with 1 where something does', async () => {
    const same = await run(['diff', first, first]);
    assert.equal(same.code, 0);
    assert.match(same.out, /: nothing differs between /);
    const other = await run(['diff', first, second]);
    assert.equal(other.code, 1);
    assert.equal(other.err, '');
    const files = { before: first, after: second };
    assert.equal(other.out, writeReport(compareFiles(files), 'text', judgeFiles({ ...files, ...JUDGED })));
  });

  it('tells differences as Markdown and as JSON', async () => {
    const markdown = await run(['diff', first, second, '--format', 'markdown']);
    assert.equal(markdown.code, 1);
    assert.match(
      markdown.out,
      /^# What changed in .*\n\nFrom .*\n\nBoth snapshots are complete\.\n\n\| \| added \| removed \| changed \|\n/,
    );
    const files = { before: first, after: second };
    const expected = { ...compareFiles(files), ...judgeFiles({ ...files, ...JUDGED }) };
    for (const args of [['--format', 'json'], ['--json']]) {
      const json = await run(['diff', first, second, ...args]);
      assert.equal(json.code, 1);
      assert.deepEqual(JSON.parse(json.out), expected);
    }
  });

  it('does the whole job on an embedded tenant and leaves its files', async () => {
    const out = join(folder, 'demo');
    const { code, out: told, err } = await run(['demo', '--out', out]);
    assert.equal(code, 0, err);
    assert.deepEqual(readdirSync(out).sort(), [
      'demo-1.c1-snapshot.json',
      'demo-1.snapshot',
      'demo-2.snapshot',
    ]);
    for (const words of [
      /demo-1\.snapshot: 240 users/,
      /├─ Organizations {2}12/,
      /\d+ grants/,
      /demo-2\.snapshot: /,
    ])
      assert.match(told, words);
    const files = { before: join(out, 'demo-1.snapshot'), after: join(out, 'demo-2.snapshot') };
    const changes = compareFiles(files);
    const judgement = judgeFiles({ ...files, ...JUDGED });
    assert.ok(told.endsWith(`\n${writeReport(changes, 'text', judgement)}`));
    assert.ok(judgement.findings !== undefined && judgement.findings.new.length > 0);
    assert.ok(changes.changes.length > 10);
    rmSync(out, { recursive: true });
  });

  for (const args of [['help'], ['--help'], ['-h'], []])
    it(`helps when asked ${args.length === 0 ? 'nothing' : `with ${args.join(' ')}`}`, async () => {
      const { code, out, err } = await run(args);
      assert.deepEqual([code, err], [0, '']);
      for (const command of ['demo', 'sync', 'tree', 'export', 'diff'])
        assert.match(out, new RegExp(`^  logto-access ${command} `, 'm'));
      assert.match(out, /LOGTO_CLIENT_SECRET/);
      for (const command of ['sync', 'tree', 'export', 'diff'])
        assert.match(out, new RegExp(`^  logto-access ${command} [^\\n]*(\\n {6}\\[.*)?\\[--json\\]`, 'm'));
    });
});
