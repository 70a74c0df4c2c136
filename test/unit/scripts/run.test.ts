import assert from 'node:assert/strict';
import { needing } from '../../support/needing.ts';
import { Project } from './support.ts';

/** As `npm run test:unit` and the others leave a result: one line of JSON. */
const leaves = (passes: number, failures: number, pending: number, failed: object[] = []): string =>
  `echo '${JSON.stringify({ passes, failures, pending, failed })}' >> "$LOGTO_ACCESS_RESULTS"`;

needing('a POSIX shell').describe('The run of all tests', function () {
  let project: Project;

  beforeEach(() => (project = new Project('test/run.mjs').setup('')));
  afterEach(() => project.remove());

  it('closes with the sum of the rings', () => {
    const { code, lines } = project.command('npm', leaves(4, 0, 0)).run();
    assert.deepEqual([code, lines.at(-1)], [0, '12 passed, 0 failed']);
    assert.ok(!lines.some((line) => line.includes('skipped')));
  });

  it('tells what was skipped on a line before', () => {
    const { code, lines } = project.command('npm', leaves(4, 0, 2)).run();
    assert.deepEqual([code, lines.at(-1)], [0, '12 passed, 0 failed']);
    assert.ok(lines.includes('6 skipped'));
  });

  it('fails where a test does', () => {
    const { code, lines } = project.command('npm', `${leaves(4, 1, 0)}; exit 1`).run();
    assert.deepEqual([code, lines.at(-1)], [1, '12 passed, 3 failed']);
  });

  it('tells at the end which test failed, and why', () => {
    const failed = [{ title: 'A sync is whole', why: 'Error: 1 is not 2' }];
    const { lines } = project.command('npm', `${leaves(4, 1, 0, failed)}; exit 1`).run();
    assert.deepEqual(lines.slice(-4, -1), ['Failed: A sync is whole', 'Error: 1 is not 2', '']);
  });

  it('counts a ring that leaves no result as failed', () => {
    const { code, lines } = project.command('npm', 'exit 0').run();
    assert.deepEqual([code, lines.at(-1)], [1, '0 passed, 3 failed']);
  });

  it('counts a setup that fails as the one failure, and runs nothing', () => {
    const { code, lines } = project
      .setup("console.log('setup: no'); process.exitCode = 1;")
      .command('npm', leaves(4, 0, 0))
      .run();
    assert.equal(code, 1);
    assert.deepEqual(lines, ['setup: no', '', '0 passed, 1 failed']);
  });
});
