import assert from 'node:assert/strict';
import { join } from 'node:path';
import { SnapshotLibrary } from '../../../../src/cli/snapshotLibrary.ts';
import type { HowToJudge } from '../../../../src/findings/found.ts';
import { DEFAULT_SETTINGS } from '../../../../src/findings/thresholds.ts';
import type { SnapshotInfo } from '../../../../src/snapshot/model.ts';
import { TOOLS } from '../../../../src/tools/tools.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { writeSnapshot, type Rows } from '../../snapshot/support/rows.ts';

const WORKER = new URL('../../../../src/worker.ts', import.meta.url);

/** A snapshot made by hand, and what it says of itself. */
export type Made = readonly [rows: Rows, info?: Partial<SnapshotInfo>];

/** The answer of a tool, as who asks reads it. */
export interface Answer {
  readonly snapshot: {
    readonly id: string;
    readonly complete: boolean;
    readonly missing?: string;
    readonly vanished?: string;
    readonly accepted?: string;
    readonly newer?: string;
  };
  readonly total: number;
  readonly rows: readonly Row[];
  readonly next?: string;
  readonly mayLack?: string;
}
export type Row = Readonly<Record<string, unknown>>;

/** Asks a tool by its name. */
export type Ask = (name: string, input?: object) => Promise<Answer>;

/** The usual rules, and nothing suppressed. */
const USUAL: HowToJudge = { settings: DEFAULT_SETTINGS, suppressions: [], today: '2026-01-01' };

/** Lets a test ask about snapshots, which lie in a folder as the command line is given it. */
export function withLibrary<T>(
  snapshots: readonly Made[],
  test: (ask: Ask, library: SnapshotLibrary, folder: string) => Promise<T> | T,
  how: HowToJudge = USUAL,
): Promise<T> {
  return withFolder(async (folder) => {
    for (const [i, [rows, info = {}]] of snapshots.entries())
      writeSnapshot(join(folder, `${i + 1}.snapshot`), rows, { id: `run${i + 1}`, startedAt: i, ...info });
    const engine = { workerFile: WORKER, version: '0.0.0', signal: new AbortController().signal };
    const library = new SnapshotLibrary(engine, how);
    try {
      await library.add(folder);
      return await test(askOf(library), library, folder);
    } finally {
      library.close();
    }
  });
}

/** Asks the tools of a library, and gives the answer as text. */
export async function textOf(library: SnapshotLibrary, name: string, input: object): Promise<string> {
  const tool = TOOLS.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`There is no tool ${name}.`);
  return tool.call(input, { library, signal: new AbortController().signal });
}

function askOf(library: SnapshotLibrary): Ask {
  return async (name, input = {}) => JSON.parse(await textOf(library, name, input)) as Answer;
}

/** All rows of an answer, page by page. */
export async function allRows(ask: Ask, name: string, input: object = {}): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let page = await ask(name, input);
  for (;;) {
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    page = await ask(name, { ...input, cursor: page.next });
  }
}

/** Expects that a tool refuses, in these words, what it was asked. */
export function refused(asking: Promise<unknown>, words: string | RegExp): Promise<void> {
  return assert.rejects(asking, ({ message, hint }: Error & { hint?: string }) => {
    const said = `${message} ${hint ?? ''}`.trim();
    if (typeof words === 'string') assert.equal(said, words);
    else assert.match(said, words);
    return true;
  });
}
