import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { idAnswer } from '../../../src/logto/answers.ts';
import { endpoints, type Endpoint } from '../../../src/logto/endpoints.ts';
import { SnapshotWriter } from '../../../src/snapshot/write/writer.ts';
import { SyncContext } from '../../../src/sync/context.ts';
import { ProgressCounter } from '../../../src/sync/progress.ts';
import type { Source } from '../../../src/sync/source.ts';
import { withFolder } from '../../support/snapshots.ts';

/** More than a sync asks for at once. */
const MANY = 300;

/** Answers one read at a time, in the order in which they were asked. */
class SlowSource implements Source {
  readonly requests = 0;
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  readonly #answers: (() => void)[] = [];

  read({ path }: Endpoint): ReturnType<Source['read']> {
    this.asked.push(path);
    return new Promise((resolve) => {
      this.#answers.push(() => resolve({ body: new TextEncoder().encode('[]').buffer, total: 0 }));
    });
  }

  /** Answers one, and gives the paths that are asked for then. */
  async answerOne(): Promise<string[]> {
    const before = this.asked.length;
    this.#answers.shift()?.();
    for (let turn = 0; turn < 3; turn++) await setImmediate();
    return this.asked.slice(before);
  }

  async answerAll(): Promise<void> {
    while (this.#answers.length > 0) await this.answerOne();
  }
}

function withSlowSync(test: (context: SyncContext, source: SlowSource) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const writer = new SnapshotWriter(join(folder, 'a.snapshot'));
    const source = new SlowSource();
    const report = (): void => undefined;
    const progress = new ProgressCounter(report, () => 0);
    try {
      await test(new SyncContext({ source, writer, progress }), source);
    } finally {
      writer.abandon();
    }
  });
}

const readMembers = (context: SyncContext, id: string): Promise<void> =>
  context.inTurn('members').read(endpoints.organizationUsers(id), idAnswer, () => undefined);

describe('The reads of a sync that wait for their turn', () => {
  it('are the few first, then those of users, then those of members, each in its order', () =>
    withSlowSync(async (context, source) => {
      const reads = Array.from({ length: MANY }, (_, i) => readMembers(context, `early${i}`));
      await setImmediate();
      assert.ok(source.asked.length < MANY - 2, 'all is asked for at once, and nothing waits');
      const users = context.inTurn('users');
      reads.push(
        users.read(endpoints.users('a'), idAnswer, () => undefined),
        users.mending().read(endpoints.users(), idAnswer, () => undefined),
        context.read(endpoints.roles(), idAnswer, () => undefined),
        context.mending().read(endpoints.resources(), idAnswer, () => undefined),
      );
      const next: string[] = [];
      for (let i = 0; i < 5; i++) next.push(...(await source.answerOne()));
      assert.deepEqual(next.slice(0, 4), ['/api/roles', '/api/resources', '/api/users', '/api/users']);
      assert.match(next[4] ?? '', /^\/api\/organizations\/early\d+\/users$/);
      await source.answerAll();
      await Promise.all(reads);
    }));

  it('are more at once while something keeps the thread, and as many as before afterwards', () =>
    withSlowSync(async (context, source) => {
      const reads = Array.from({ length: MANY }, (_, i) => readMembers(context, `o${i}`));
      await setImmediate();
      const before = source.asked.length;
      let meanwhile = 0;
      context.whileReading(() => (meanwhile = source.asked.length));
      assert.ok(meanwhile > before, `${meanwhile} and ${before}`);
      for (let i = 0; i < meanwhile - before; i++) assert.deepEqual(await source.answerOne(), []);
      assert.equal((await source.answerOne()).length, 1);
      await source.answerAll();
      await Promise.all(reads);
      assert.equal(source.asked.length, MANY);
    }));
});
