import pLimit from 'p-limit';
import type * as vscode from 'vscode';
import { isSame } from '../../changes/same.ts';
import { runJob } from '../../jobs/run.ts';
import { describeError } from '../../errors.ts';
import type { Catalogue, StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import type { Delta } from '../../snapshot/store/facts.ts';

/** A run and an earlier one, as a rule the one before it. */
interface Pair {
  readonly run: StoredSnapshot;
  readonly before: StoredSnapshot;
}

/** Finds out in the background how runs differ from the ones before them: one comparison at a time, and each once. */
export class Deltas implements vscode.Disposable {
  readonly #catalogue: Catalogue;
  readonly #workerFile: string | URL;
  readonly #log: Pick<vscode.LogOutputChannel, 'warn'>;
  readonly #oneAtATime = pLimit(1);
  readonly #filling = new Set<string>();
  readonly #comparing = new Map<string, Promise<void>>();
  /** Pairs that could not be compared, and are not tried again in this session. */
  readonly #failed = new Set<string>();
  readonly #disposed = new AbortController();

  constructor(catalogue: Catalogue, workerFile: string | URL, log: Pick<vscode.LogOutputChannel, 'warn'>) {
    this.#catalogue = catalogue;
    this.#workerFile = workerFile;
    this.#log = log;
  }

  /** Compares runs of a tenant that nobody has compared yet, newest first: all, or so many at most. */
  async fill(tenantId: string, most = Infinity): Promise<void> {
    if (this.#filling.has(tenantId)) return;
    this.#filling.add(tenantId);
    try {
      for (let done = 0; done < most; done++) {
        const pair = this.#next(tenantId);
        if (pair === undefined) return;
        await this.#compare(pair);
      }
    } catch (error) {
      this.#log.warn(`The runs of ${tenantId} were not compared: ${describeError(error)}`);
    } finally {
      this.#filling.delete(tenantId);
    }
  }

  /** How a run differs from the one before it; undefined where there never was one, or they cannot be compared. */
  async of({ tenantId, id }: { readonly tenantId: string; readonly id: string }): Promise<Delta | undefined> {
    const pair = pairsOf(this.#catalogue.list(tenantId)).find(({ run }) => run.info.id === id);
    if (pair !== undefined && this.#isMissing(pair)) await this.#compare(pair);
    const runs = this.#catalogue.list(tenantId);
    const at = runs.findIndex(({ info }) => info.id === id);
    return deltaOf(runs[at], runs[at + 1]);
  }

  /** How a run differs from any other of its tenant; undefined where one is gone, or they cannot be compared. */
  async between(
    beforeId: string,
    { tenantId, id }: { readonly tenantId: string; readonly id: string },
  ): Promise<Delta | undefined> {
    const runs = this.#catalogue.list(tenantId);
    const at = runs.findIndex(({ info }) => info.id === id);
    if (runs[at + 1]?.info.id === beforeId) return this.of({ tenantId, id });
    const [run, before] = [runs[at], runs.find(({ info }) => info.id === beforeId)];
    return run && before && this.#oneAtATime(() => this.#summarise({ run, before }));
  }

  dispose(): void {
    this.#disposed.abort();
  }

  #next(tenantId: string): Pair | undefined {
    return pairsOf(this.#catalogue.list(tenantId)).find((pair) => this.#isMissing(pair));
  }

  #isMissing(pair: Pair): boolean {
    const canBe = !this.#failed.has(keyOf(pair)) && !this.#disposed.signal.aborted;
    return canBe && deltaOf(pair.run, pair.before) === undefined;
  }

  #compare(pair: Pair): Promise<void> {
    const key = keyOf(pair);
    const comparing = this.#comparing.get(key) ?? this.#oneAtATime(() => this.#compareNow(pair));
    this.#comparing.set(key, comparing);
    return comparing.finally(() => this.#comparing.delete(key));
  }

  async #compareNow(pair: Pair): Promise<void> {
    const keep = (delta: Delta): void => this.#catalogue.note(pair.run.file, { delta });
    const done = await this.#summarise(pair, keep);
    if (done === undefined && !this.#disposed.signal.aborted) this.#failed.add(keyOf(pair));
  }

  /** Compares now; what goes wrong is in the log. */
  async #summarise({ run, before }: Pair, keep?: (delta: Delta) => void): Promise<Delta | undefined> {
    const files = { before: before.file, after: run.file };
    const { signal } = this.#disposed;
    try {
      const told = await runJob(this.#workerFile, 'summarise', files, { signal });
      const { summary, unsure } = told;
      const delta = { before: before.info.id, ...summary, unsure, same: isSame(told) };
      keep?.(delta);
      return delta;
    } catch (error) {
      if (!signal.aborted)
        this.#log.warn(`${run.file} was not compared with ${before.file}: ${describeError(error)}`);
      return undefined;
    }
  }
}

/** How a run differs from the one before it, where that is known; of the oldest one, from the one that was removed. */
export function deltaOf(
  run: StoredSnapshot | undefined,
  before: StoredSnapshot | undefined,
): Delta | undefined {
  const delta = run?.facts.delta;
  return before === undefined || delta?.before === before.info.id ? delta : undefined;
}

function pairsOf(runs: readonly StoredSnapshot[]): Pair[] {
  return runs.slice(0, -1).map((run, at) => ({ run, before: runs[at + 1] as StoredSnapshot }));
}

function keyOf({ run, before }: Pair): string {
  return `${run.file} ${before.info.id}`;
}
