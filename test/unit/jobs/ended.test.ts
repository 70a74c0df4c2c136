import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runJob } from '../../../src/jobs/run.ts';
import { needing } from '../../support/needing.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withFolder } from '../../support/snapshots.ts';
import { workerOf } from './support/worker.ts';

const RUN = new URL('../../../src/jobs/run.ts', import.meta.url);
const PARTIAL = new URL('../../../src/c1/partialFolder.ts', import.meta.url);

describe('A job whose worker is ended', function () {
  it('says what to do where there is not enough memory', () =>
    withFolder(async (folder) => {
      const greedy = workerOf(
        folder,
        'const all = []; for (;;) all.push(new Array(10_000).fill(all.length));',
      );
      const main = join(folder, 'main.mjs');
      const code = `import { runJob } from ${JSON.stringify(RUN.href)};
        const job = runJob(new URL(${JSON.stringify(greedy.href)}), 'export', { target: 'a' });
        await job.catch(({ message, hint }) => console.log(message, hint));`;
      writeFileSync(main, code);
      const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=32', main]);
      assert.match(stdout, /^There is not enough memory for the export\. Close other windows and programs/);
    }));

  needing('links that anybody may make').it(
    'leaves nothing beside its target where the worker is ended in the middle, through a link too',
    () =>
      withFolder(async (folder) => {
        const [target, link] = [join(folder, 'real', 'a.json'), join(folder, 'link.json')];
        mkdirSync(join(folder, 'real'));
        writeFileSync(target, 'old');
        symlinkSync(target, link);
        const worker = workerOf(
          folder,
          `import { makePartialFolder } from ${JSON.stringify(PARTIAL.href)};
         import { readdirSync } from 'node:fs';
         const folder = ${JSON.stringify(join(folder, 'real'))};
         await makePartialFolder(folder);
         process.exit(readdirSync(folder).length === 2 ? 0 : 1);`,
        );
        for (const to of [target, link]) {
          const job = { snapshotFile: 'a.snapshot', format: 'c1-json', target: to } as const;
          assert.equal((await accessErrorOf(runJob(worker, 'export', job))).code, 'job.died');
          assert.deepEqual(readdirSync(join(folder, 'real')), ['a.json']);
        }
      }),
  );
});
