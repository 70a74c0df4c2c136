import { join } from 'node:path';
import { writeReport } from '../changes/text/report.ts';
import { DEFAULT_SETTINGS } from '../findings/thresholds.ts';
import { utcDay } from '../words.ts';
import { startDemoTenant, type DemoTenant } from '../demo/start.ts';
import { MOST_AT_ONCE } from '../logto/concurrency.ts';
import { compareAndJudge } from './judging.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import { optional, readArguments } from './arguments.ts';
import type { Engine } from './engine.ts';
import { exportedLine, exportInWorker, warnOfMissing } from './export.ts';
import { print, syncedLine, tell } from './output.ts';
import { syncToFile } from './sync.ts';
import { treeText } from './tree.ts';

const OPTIONS = { out: { type: 'string' } } as const;
const NAME = 'demo';

/** `demo`: the whole job on an embedded tenant with made-up people: sync, look, export, let a week pass, compare. */
export async function demoCommand(args: readonly string[], engine: Engine): Promise<number> {
  const folder = optional(readArguments(args, OPTIONS, []), 'out') ?? 'out';
  const files = [1, 2].map((run) => join(folder, `${NAME}-${run}.snapshot`)) as [string, string];
  const tenant = await startDemoTenant();
  try {
    await syncDemo(engine, tenant, files[0]);
    print(`\n${treeOf(files[0])}\n`);
    await exportDemo(engine, files[0], join(folder, `${NAME}-1.c1-snapshot.json`));
    tell('\nA week passes in the tenant …');
    tenant.mutate();
    await syncDemo(engine, tenant, files[1]);
  } finally {
    await tenant.close();
  }
  print(`\n${await changesBetween(engine, ...files)}`);
  tell('To open this in an editor: npm run editor');
  return 0;
}

async function changesBetween(engine: Engine, before: string, after: string): Promise<string> {
  const how = { settings: DEFAULT_SETTINGS, suppressions: [], today: utcDay(Date.now()), policies: [] };
  const [comparison, judgement] = await compareAndJudge(engine, { before, after, ...how });
  return writeReport(comparison, 'text', judgement);
}

async function syncDemo(engine: Engine, tenant: DemoTenant, file: string): Promise<void> {
  tell(`Syncing the demo tenant at ${tenant.baseUrl}`);
  const { baseUrl, tokenUrl, resource, clientId, clientSecret } = tenant;
  const connection = { baseUrl, tokenUrl, resource, clientId };
  const info = await syncToFile(engine, {
    connection,
    secret: clientSecret,
    name: NAME,
    file,
    concurrency: MOST_AT_ONCE,
  });
  print(`${file}: ${syncedLine(info)}`);
}

function treeOf(file: string): string {
  const snapshot = Snapshot.open(file);
  try {
    return treeText(snapshot, { depth: 4, children: 3 });
  } finally {
    snapshot.close();
  }
}

async function exportDemo(engine: Engine, snapshotFile: string, target: string): Promise<void> {
  const format = 'c1-json';
  const result = await exportInWorker(engine, { snapshotFile, format, target });
  print(exportedLine(result));
  warnOfMissing(result, format);
}
