import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Lock } from '../../../../src/snapshot/store/lock.ts';
import { SnapshotWriter } from '../../../../src/snapshot/write/writer.ts';
import { startOfWork } from '../../../../src/snapshot/write/workFile.ts';
import { withFolder } from '../../../support/snapshots.ts';
import type { Outcome, Task } from '../support/contender.ts';
import { user } from '../support/rows.ts';

const CONTENDER = fileURLToPath(new URL('../support/contender.ts', import.meta.url));

/** Runs a test with processes of their own, which are gone afterwards. */
async function withContenders(
  number: number,
  test: (ask: (task: Task) => Promise<Outcome[]>, contenders: ChildProcess[]) => Promise<void>,
): Promise<void> {
  const contenders = Array.from({ length: number }, () => fork(CONTENDER));
  const ask = (task: Task): Promise<Outcome[]> =>
    Promise.all(
      contenders.map(async (contender) => {
        const answer = once(contender, 'message');
        contender.send(task);
        return ((await answer) as [Outcome])[0];
      }),
    );
  try {
    await test(ask, contenders);
  } finally {
    for (const contender of contenders) contender.kill('SIGKILL');
  }
}

const START = { startedAt: 1, baseUrl: '', wishes: '' };

describe('A lock', function () {
  it('is held by one process at a time, however often it is taken and given back, and leaves no file', () =>
    withFolder((folder) =>
      withContenders(3, async (ask) => {
        assert.deepEqual(await ask({ kind: 'lock', folder, times: 200 }), ['done', 'done', 'done']);
        assert.deepEqual(readdirSync(folder), ['log']);
        assert.equal(readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').length, 600);
      }),
    ));

  it('ends with the process that holds it', () =>
    withFolder((folder) =>
      withContenders(1, async (ask, [contender]) => {
        const file = join(folder, 'a.snapshot');
        writeFileSync(join(folder, 'go'), '');
        assert.deepEqual(await ask({ kind: 'begin', go: join(folder, 'go'), file, goesOn: true }), ['held']);
        assert.throws(() => Lock.take(`${file}.partial.lock`), { code: 'sync.elsewhere' });
        contender!.kill('SIGKILL');
        await once(contender!, 'exit');
        Lock.take(`${file}.partial.lock`).release();
      }),
    ));
});

describe('Two processes that begin a sync of one tenant at once', function () {
  const kinds = [
    ['where nothing lies', undefined, true],
    ['over work to go on with', 'work', true],
    ['over work too old to go on with', 'work', false],
    ['over what is no work', 'garbage', true],
  ] as const;
  for (const [words, lies, goesOn] of kinds)
    it(`${words} do not get into each other's way: one begins, and the other says so`, () =>
      withFolder((folder) =>
        withContenders(2, async (ask) => {
          for (let round = 0; round < 8; round++) {
            const file = join(folder, `${round}.snapshot`);
            const go = join(folder, `${round}.go`);
            if (lies === 'garbage') writeFileSync(`${file}.partial`, 'left by something else');
            else if (lies === 'work') leaveWork(file);
            const outcomes = ask({ kind: 'begin', go, file, goesOn });
            writeFileSync(go, '');
            assert.deepEqual((await outcomes).sort(), ['held', 'sync.elsewhere']);
            await ask({ kind: 'end' });
            const writer = new SnapshotWriter(file, START, () => true);
            assert.equal(writer.resumed, true, 'what the one wrote is there');
            assert.equal(writer.countUsers('u'), lies === 'work' && goesOn ? 2 : 1);
            writer.abandon();
          }
          assert.deepEqual(
            readdirSync(folder).filter((name) => !name.endsWith('.go')),
            [],
          );
        }),
      ));
});

describe('A look at unfinished work', function () {
  it('keeps nobody from beginning meanwhile, and sees that another one has begun', () =>
    withFolder((folder) =>
      withContenders(1, async (ask, [contender]) => {
        const file = join(folder, 'a.snapshot');
        leaveWork(file);
        assert.deepEqual(startOfWork(`${file}.partial`), START);
        assert.deepEqual(readdirSync(folder), ['a.snapshot.partial']);
        writeFileSync(join(folder, 'go'), '');
        assert.deepEqual(await ask({ kind: 'begin', go: join(folder, 'go'), file, goesOn: true }), ['held']);
        assert.throws(() => startOfWork(`${file}.partial`), { code: 'sync.elsewhere' });
        contender!.kill('SIGKILL');
        await once(contender!, 'exit');
        assert.deepEqual(startOfWork(`${file}.partial`), START, 'after a kill as well');
        const writer = new SnapshotWriter(file, START, () => true);
        assert.equal(writer.countUsers(), 1);
        writer.abandon();
        assert.deepEqual(readdirSync(folder), ['go']);
      }),
    ));
});

function leaveWork(file: string): void {
  const writer = new SnapshotWriter(file, START);
  writer.putUsers([user('u1')]);
  writer.keep();
}
