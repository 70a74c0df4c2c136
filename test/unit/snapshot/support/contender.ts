import { appendFileSync, existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccessError } from '../../../../src/errors.ts';
import { Lock } from '../../../../src/snapshot/store/lock.ts';
import { SnapshotWriter } from '../../../../src/snapshot/write/writer.ts';
import { user } from './rows.ts';

/** What a contender is told to do; all of them begin together when the file `go` appears. */
export type Task =
  | { readonly kind: 'lock'; readonly folder: string; readonly times: number }
  | { readonly kind: 'begin'; readonly go: string; readonly file: string; readonly goesOn: boolean }
  | { readonly kind: 'end' };

/** What came of it: `done`, `held`, or the code of the error. */
export type Outcome = string;

let writer: SnapshotWriter | undefined;

process.on('message', (task: Task) => {
  void perform(task).then((outcome) => process.send?.(outcome));
});

async function perform(task: Task): Promise<Outcome> {
  if (task.kind === 'lock') return lockOften(task.folder, task.times);
  if (task.kind === 'end') return end();
  while (!existsSync(task.go));
  try {
    writer = new SnapshotWriter(task.file, { startedAt: 1, baseUrl: '', wishes: '' }, () => task.goesOn);
    writer.putUsers([user(`u${process.pid}`)]);
    await sleep(0);
    return 'held';
  } catch (error) {
    return error instanceof AccessError ? error.code : String(error);
  }
}

function end(): Outcome {
  writer?.keep();
  writer = undefined;
  return 'done';
}

/** Holds a lock again and again; a folder that only one at a time can make tells whether it holds it alone. */
async function lockOften(folder: string, times: number): Promise<Outcome> {
  for (let held = 0; held < times;) {
    try {
      const lock = Lock.take(`${folder}/a.lock`);
      mkdirSync(`${folder}/inside`);
      appendFileSync(`${folder}/log`, `${process.pid}\n`);
      rmdirSync(`${folder}/inside`);
      lock.release();
      held++;
    } catch (error) {
      if (!(error instanceof AccessError)) return String(error);
    }
    await sleep(0);
  }
  return 'done';
}
