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

/**
 * Short lists are asked for anew by a sync that goes on: what they say may have changed since. So are those without a role
 * where not all of them had been read: who came since would pass for a holder.
 */
const LONG = /^\/api\/(users (?!excludeRoleId)|organizations\/|roles\/[^/]+\/users )/;

/** How a sync goes that nobody kills. */
interface Undisturbed {
  readonly reads: number;
  readonly ms: number;
  /** From its last answer to its end. */
  readonly endingMs: number;
}

/** When a sync is killed: at one of its reads, so long after its start, or so long after its last answer. */
interface Moment {
  readonly of: 'read' | 'start' | 'ending';
  readonly at: number;
}

/** Watches which pages are asked for and answered. */
class Watch {
  asked: string[] = [];
  answered = 0;
  lastAnswerAt = 0;
  onAsked: (reads: number) => void = () => undefined;
  onAnswered: (reads: number) => void = () => undefined;

  readonly look: Interceptor = async ({ path, query }) => {
    // Each process asks for a token first: what was still on its way from one that was killed does not count.
    if (path === '/oidc/token') this.reset();
    if (!path.startsWith('/api/')) return false;
    const [page, size] = [query.get('page'), query.get('page_size')];
    const list = [path, ...[...query].filter(([name]) => !name.startsWith('page')).flat()].join(' ');
    this.asked.push(pageKey(list, Number(page ?? 0), Number(size ?? 0)));
    this.onAsked(this.asked.length);
    await sleep(ANSWER_MS);
    this.lastAnswerAt = performance.now();
    this.onAnswered(++this.answered);
    return false;
  };

  reset(): void {
    this.asked = [];
    this.answered = 0;
  }
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

/** Half of the moments are anywhere in a sync, and half of the others in its ending, when all is read. */
function moment(kill: number, { reads, ms, endingMs }: Undisturbed): Moment {
  if (kill % 2 === 0) return { of: 'start', at: Math.random() * ms * 1.05 };
  if (kill % 4 === 1) return { of: 'ending', at: Math.random() * endingMs };
  return { of: 'read', at: 1 + Math.floor(Math.random() * reads) };
}

/** The quickest of a few: what slows one down would have others killed after their end. */
async function measure(watch: Watch, tenant: DemoTenant, file: string): Promise<Undisturbed> {
  const all: Undisturbed[] = [];
  for (let run = 0; run < 3; run++) {
    const began = performance.now();
    await once(start(tenant, file), 'exit');
    const ended = performance.now();
    all.push({ reads: watch.asked.length, ms: ended - began, endingMs: ended - watch.lastAnswerAt });
  }
  const least = (of: keyof Undisturbed): number => Math.min(...all.map((one) => one[of]));
  return { reads: least('reads'), ms: least('ms'), endingMs: least('endingMs') };
}

/** Kills a sync at a moment, or lets it end where it is quicker; gives how many reads were answered by then. */
async function killAt(
  watch: Watch,
  tenant: DemoTenant,
  file: string,
  { of, at }: Moment,
  reads: number,
): Promise<number> {
  const child = start(tenant, file);
  const ended = once(child, 'exit');
  let answered = 0;
  const kill = (): unknown => {
    if (child.kill('SIGKILL')) answered = watch.answered;
    return answered;
  };
  watch.reset();
  if (of === 'start') setTimeout(kill, at);
  if (of === 'read') watch.onAsked = (asked) => asked === at && kill();
  if (of === 'ending') watch.onAnswered = (all) => all === reads && setTimeout(kill, at);
  await Promise.race([ended, sleep(20_000)]);
  watch.onAsked = watch.onAnswered = () => undefined;
  kill();
  await ended;
  return answered;
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
        const undisturbed = await measure(watch, tenant, file);
        const { reads } = undisturbed;
        const readings = timesOf(watch.asked); // lists in no certain order are read twice
        const rows = rowsOf(file);
        let [answered, spared] = [0, 0];
        for (let kill = 0; kill < KILLS; kill++) {
          const when = moment(kill, undisturbed);
          const inVain = await killAt(watch, tenant, file, when, reads);
          assert.deepEqual(rowsOf(file), rows, 'the last complete snapshot opens');
          const safe = safePages(folder, `${file}.partial`);
          const isUnfinished = existsSync(`${file}.partial`);
          watch.reset();
          const [code] = (await once(start(tenant, file), 'exit')) as [number];
          assert.equal(code, 0);
          assert.deepEqual(rowsOf(file), rows, `after a kill at ${when.of} ${when.at}`);
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
          if (!isUnfinished) continue; // it had ended, or not begun
          answered += inVain;
          spared += reads - watch.asked.length;
        }
        assert.ok(spared > answered / 3, `of ${answered} answers, ${spared} were not asked for again`);
      });
    } finally {
      await tenant.close();
    }
  });
});
