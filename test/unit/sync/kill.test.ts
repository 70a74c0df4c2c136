import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDemoTenant, type DemoTenant, type Interceptor } from '../../../src/demo/start.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { withFolder } from '../../support/snapshots.ts';
import { build, CLI, syncArguments } from '../cli/support.ts';

const KILLS = 50;
/** So slow that a sync takes long enough to have something committed when it is killed. */
const ANSWER_MS = 100;

/** A page as the work of a sync remembers it: list, number, size. */
const pageKey = (list: string, page: number, size: number): string => `${list} | ${page} of ${size}`;

/** Short lists are asked for anew by a sync that goes on: what they say may have changed since. */
const LONG = /^\/api\/(users |organizations\/|roles\/[^/]+\/users )/;

/** Watches which pages are asked for, and kills a process at one of them. */
class Watch {
  asked: string[] = [];
  killAt: { readonly request: number; readonly child: ChildProcess } | undefined;

  readonly look: Interceptor = async ({ path, query }) => {
    // Each process asks for a token first: what was still on its way from one that was killed does not count.
    if (path === '/oidc/token') this.asked = [];
    if (!path.startsWith('/api/')) return false;
    const [page, size] = [query.get('page'), query.get('page_size')];
    const list = [path, ...[...query].filter(([name]) => !name.startsWith('page')).flat()].join(' ');
    this.asked.push(pageKey(list, Number(page ?? 0), Number(size ?? 0)));
    if (this.asked.length === this.killAt?.request) this.killAt.child.kill('SIGKILL');
    await sleep(ANSWER_MS);
    return false;
  };
}

/** Pages whose rows were committed before the kill, read from a copy so that nothing of the work is touched. */
function safePages(folder: string, partial: string): Set<string> {
  if (!existsSync(partial)) return new Set();
  const copy = join(folder, 'copy');
  for (const suffix of ['', '-wal'])
    if (existsSync(partial + suffix)) copyFileSync(partial + suffix, copy + suffix);
  const database = new DatabaseSync(copy);
  try {
    const rows = database.prepare('select list, page, size from pages').all();
    return new Set(rows.map(({ list, page, size }) => pageKey(String(list), Number(page), Number(size))));
  } catch {
    return new Set(); // killed before its tables were made
  } finally {
    database.close();
  }
}

function timesOf(pages: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const page of pages) times.set(page, (times.get(page) ?? 0) + 1);
  return times;
}

/** Every row of every table, but what a snapshot says about itself. */
function rowsOf(file: string): Record<string, unknown> {
  const snapshot = Snapshot.open(file);
  try {
    const tables = snapshot.all("select name from sqlite_schema where type = 'table' order by name");
    const names = tables.map(({ name }) => String(name)).filter((name) => !['info', 'work'].includes(name));
    return Object.fromEntries(names.map((name) => [name, digestOf(snapshot.all(`select * from ${name}`))]));
  } finally {
    snapshot.close();
  }
}

/** How many rows there are, and what tells them from any others: a difference is short to read. */
function digestOf(rows: readonly unknown[]): string {
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  return `${rows.length} rows, ${digest.slice(0, 16)}`;
}

function start(tenant: DemoTenant, file: string): ChildProcess {
  const env = { ...process.env, LOGTO_CLIENT_SECRET: tenant.clientSecret };
  return spawn(process.execPath, [CLI, ...syncArguments(tenant, file)], { env, stdio: 'ignore' });
}

/** Kills a sync at its `request`-th read, or some time after the last where it makes fewer. */
async function killAt(watch: Watch, tenant: DemoTenant, file: string, request: number): Promise<void> {
  const child = start(tenant, file);
  const ended = once(child, 'exit');
  watch.killAt = { request, child };
  await Promise.race([ended, sleep(20_000)]);
  watch.killAt = undefined;
  child.kill('SIGKILL');
  await ended;
}

describe('A sync that is killed', function () {
  this.timeout(900_000);
  before(build);

  it(`at any of ${KILLS} random moments leaves the last snapshot whole, and the next run asks for nothing again that is safe`, async () => {
    const watch = new Watch();
    // Ties hide holders by chance, and then they are read once more.
    const size = { seed: 7, users: 3000, organizations: 100, tiedUsers: 0 };
    const tenant = await startDemoTenant({ ...size, intercept: watch.look });
    try {
      await withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        await once(start(tenant, file), 'exit');
        const reads = watch.asked.length;
        const readings = timesOf(watch.asked); // lists in no certain order are read twice
        const undisturbed = rowsOf(file);
        let spared = 0;
        for (let kill = 0; kill < KILLS; kill++) {
          const request = 1 + Math.floor(Math.random() * reads);
          await killAt(watch, tenant, file, request);
          assert.deepEqual(rowsOf(file), undisturbed, 'the last complete snapshot opens');
          const safe = safePages(folder, `${file}.partial`);
          const [code] = (await once(start(tenant, file), 'exit')) as [number];
          assert.equal(code, 0);
          assert.deepEqual(rowsOf(file), undisturbed, `after a kill at request ${request}`);
          const again = timesOf(watch.asked);
          assert.deepEqual(
            [...safe].filter(
              (page) => LONG.test(page) && (again.get(page) ?? 0) >= (readings.get(page) ?? 1),
            ),
            [],
            'what is safe is asked for once less than by a sync that was not killed',
          );
          assert.deepEqual(
            readdirSync(folder).filter((name) => !name.startsWith('copy')),
            ['a.snapshot'],
          );
          spared += safe.size;
        }
        assert.ok(spared > reads, `${spared} pages did not have to be asked for again`);
      });
    } finally {
      await tenant.close();
    }
  });
});
