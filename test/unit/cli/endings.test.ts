import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startDemoTenant, type DemoTenant } from '../../../src/demo/start.ts';
import { needing } from '../../support/needing.ts';
import { user, writeSnapshot } from '../snapshot/support/rows.ts';
import { build, CLI, syncArguments } from './support.ts';

const withSignals = needing('signals that a process can answer');

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

describe('A command that is ended early', function () {
  let folder: string;

  before(() => build());
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts the command line, and gives what it says to standard error in the end. */
  function start(args: readonly string[], secret = ''): { child: ChildProcess; said: () => string } {
    const env = { ...process.env, LOGTO_CLIENT_SECRET: secret };
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    return { child, said: () => err };
  }

  /** Waits until a sync is writing, which is when something could be left behind. */
  async function writing(): Promise<void> {
    while (!readdirSync(folder, { recursive: true }).some((file) => String(file).endsWith('.partial')))
      await sleep(5);
  }

  async function codeOf(child: ChildProcess): Promise<number | null> {
    const [code] = (await once(child, 'close')) as [number | null];
    return code;
  }

  withSignals.describe('by a signal', () => {
    let tenant: DemoTenant;

    /** What becomes of requests for members: where they get no answer, a sync lasts until it is ended. */
    let members: 'unanswered' | 'refused' | 'answered';
    let asked: string[];

    const isHolders = (path: string): boolean => /\/roles\/\w+\/users$/.test(path);

    before(async () => {
      tenant = await startDemoTenant({
        ...{ seed: 7, users: 20, organizations: 3 },
        intercept: ({ path }, response) => {
          asked.push(path);
          if (members === 'answered' || !/\/organizations\/\w+\/users$/.test(path)) return false;
          if (members === 'refused') response.writeHead(429, { 'retry-after': '3600' }).end('{}');
          return true;
        },
      });
    });
    beforeEach(() => {
      members = 'unanswered';
      asked = [];
    });
    after(() => tenant.close());

    /** Starts a sync, and ends it by a signal when it has read who holds a role. */
    async function ended(signal: keyof typeof SIGNALS): Promise<string> {
      const { child, said } = start(syncArguments(tenant, 'new.snapshot'), tenant.clientSecret);
      while (!asked.some(isHolders)) await sleep(5);
      await sleep(300);
      child.kill(signal);
      assert.equal(await codeOf(child), SIGNALS[signal]);
      return said();
    }

    /** Syncs again, now that Logto answers, and gives what is said. */
    async function goesOn(...flags: string[]): Promise<string> {
      members = 'answered';
      asked = [];
      const args = [...syncArguments(tenant, 'new.snapshot'), ...flags];
      const { child, said } = start(args, tenant.clientSecret);
      assert.equal(await codeOf(child), 0, said());
      assert.deepEqual(readdirSync(folder), ['new.snapshot']);
      return said();
    }

    for (const signal of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]) {
      it(`keeps after ${signal} what a sync has read, and says so; the next run goes on with it`, async () => {
        const said = await ended(signal);
        assert.match(
          said,
          /^What was read is kept in new\.snapshot\.partial: .* goes on with it; --afresh begins anew\.\nlogto-access: Cancelled\.\n$/m,
        );
        assert.deepEqual(readdirSync(folder), ['new.snapshot.partial']);
        assert.match(
          await goesOn(),
          /^Going on with the sync that began at .* UTC; --afresh begins anew\.\n/,
        );
        assert.ok(!asked.some(isHolders), 'holders of roles are not asked for again');
      });
    }

    it('begins anew where it is told to', async () => {
      await ended('SIGINT');
      assert.doesNotMatch(await goesOn('--afresh'), /Going on/);
      assert.ok(asked.some(isHolders));
    });

    it('keeps what a sync has read that failed, too', async () => {
      members = 'refused';
      const { child, said } = start(syncArguments(tenant, 'new.snapshot'), tenant.clientSecret);
      assert.equal(await codeOf(child), 2, said());
      assert.match(said(), /^What was read is kept in new\.snapshot\.partial: .*\nlogto-access: .*\n$/m);
      assert.deepEqual(readdirSync(folder), ['new.snapshot.partial']);
      assert.match(await goesOn(), /^Going on with /);
    });

    it('leaves nothing half-written of the demo behind', async () => {
      const { child, said } = start(['demo', '--out', 'out']);
      await writing();
      child.kill('SIGTERM');
      assert.equal(await codeOf(child), SIGNALS.SIGTERM, said());
      assert.deepEqual(
        readdirSync(join(folder, 'out')).filter((file) => !/^demo-\d\.(c1-)?snapshot(\.json)?$/.test(file)),
        [],
      );
    });
  });

  for (const format of ['c1-json', 'c1z', 'c1-csv'])
    withSignals.it(
      `leaves what was there, and nothing else, of an export as ${format} that is ended`,
      async () => {
        const users = Array.from({ length: 30_000 }, (_, i) => user(`u${i}`));
        writeSnapshot(join(folder, 'big.snapshot'), { users });
        writeFileSync(join(folder, 'old'), 'what was there before');
        const { child, said } = start(['export', 'big.snapshot', '--format', format, '--out', 'old']);
        await writing();
        child.kill('SIGINT');
        assert.equal(await codeOf(child), SIGNALS.SIGINT, said());
        assert.match(said(), /^logto-access: Cancelled\.\n$/);
        assert.deepEqual(readdirSync(folder).sort(), ['big.snapshot', 'old']);
        assert.equal(readFileSync(join(folder, 'old'), 'utf8'), 'what was there before');
      },
    );

  for (const args of [['help'], ['demo', '--out', 'out']])
    it(`goes on quietly when nobody reads what ${args[0]} says`, async () => {
      const { child, said } = start(args);
      child.stdout!.destroy();
      assert.equal(await codeOf(child), 0, said());
      assert.doesNotMatch(said(), /EPIPE|\n {4}at /);
    });

  it('does not fail where standard error is closed either', async () => {
    const { child } = start(['demo', '--out', 'out']);
    child.stderr!.destroy();
    child.stdout!.resume();
    assert.equal(await codeOf(child), 0);
  });
});

describe('The command line on an older Node', () => {
  before(() => build());

  /** This Node under an older one's number, and without what that one does not have. */
  const asNode = (version: string): string[] => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
    return ['--no-experimental-sqlite', '--import', `data:text/javascript,${pretend}`, CLI, 'help'];
  };

  for (const version of ['20.20.2', '22.14.0'])
    it(`says in ${version} which Node it needs`, async () => {
      const failure = (await promisify(execFile)(process.execPath, asNode(version)).catch(
        (error: unknown) => error,
      )) as { code: number; stdout: string; stderr: string };
      assert.deepEqual([failure.code, failure.stdout], [2, '']);
      assert.match(
        failure.stderr,
        new RegExp(
          `^logto-access: Node 22\\.15 or newer is needed, this is ${version}\\. Install [^\\n]+\\n$`,
        ),
      );
    });
});
