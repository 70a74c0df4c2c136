import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { needing } from '../../support/needing.ts';
import { withFolder } from '../../support/snapshots.ts';
import { RUN1, RUN2 } from '../c1/support/acme.ts';
import { parse, type Document } from '../c1/support/document.ts';
import { writeSnapshot } from '../c1/support/tenant.ts';
import { fixture } from '../c1/read/support/files.ts';
import { build, CLI, run, type Run } from './support.ts';

const withSignals = needing('signals that a process can answer');

/** Runs a command with a folder for temporary files of its own, and asserts that nothing stays in it. */
async function runCleanly(folder: string, ...args: string[]): Promise<Run> {
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary, { recursive: true });
  const result = await run(args, { cwd: folder, temporary });
  assert.deepEqual(readdirSync(temporary), []);
  return result;
}

describe('The command line with C1 files', function () {
  before(build);

  const forms = {
    JSON: [fixture('acme.run1.c1-snapshot.json'), fixture('acme.run2.c1-snapshot.json')],
    '.c1z': [fixture('example/acme.run1.c1z'), fixture('example/acme.run2.c1z')],
    'a snapshot and a .c1z': ['run1.snapshot', fixture('example/acme.run2.c1z')],
    'a JSON and a snapshot': [fixture('acme.run1.c1-snapshot.json'), 'run2.snapshot'],
  };

  for (const [what, files] of Object.entries(forms))
    it(`finds the same differences as in snapshots: ${what}`, () =>
      withFolder(async (folder) => {
        writeSnapshot(join(folder, 'run1.snapshot'), RUN1.tenant, RUN1.sync);
        writeSnapshot(join(folder, 'run2.snapshot'), RUN2.tenant, RUN2.sync);
        const expected = await runCleanly(folder, 'diff', 'run1.snapshot', 'run2.snapshot');
        const { code, out, err } = await runCleanly(folder, 'diff', ...files);
        assert.equal(code, 1, err);
        // Findings are compared where both are snapshots, since a C1 file does not carry all that rules look at.
        const changes = (text: string): string[] =>
          text
            .split('\n')
            .filter((line) => /^ {2}\S/.test(line) && !/^ {2}[+-] (high|medium|low): /.test(line));
        assert.deepEqual(changes(out), changes(expected.out));
        assert.equal(changes(out).length, 3);
        assert.match(out, /^Not compared, since a C1 file does not carry it: permissions, /m);
      }));

  it('ends with 0 where a snapshot is compared with its own export', () =>
    withFolder(async (folder) => {
      writeSnapshot(join(folder, 'a.snapshot'), RUN1.tenant);
      await runCleanly(folder, 'export', 'a.snapshot', '--format', 'c1z', '--out', 'a.c1z');
      assert.equal((await runCleanly(folder, 'diff', 'a.snapshot', 'a.c1z')).code, 0);
    }));

  it('says why a file of another connector is not exported again, and leaves nothing', () =>
    withFolder(async (folder) => {
      const text = readFileSync(fixture('acme.run1.c1-snapshot.json'), 'utf8');
      writeFileSync(join(folder, 'teams.json'), text.replace(/organization(?=[":])/g, 'team'));
      const { code, err } = await runCleanly(
        folder,
        'export',
        'teams.json',
        '--format',
        'c1z',
        '--out',
        'a.c1z',
      );
      assert.equal(code, 2);
      assert.match(
        err,
        /cannot be exported: another connector made it.* Use the file that you opened as it is/,
      );
      assert.deepEqual(readdirSync(folder).toSorted(), ['teams.json', 'temporary']);
    }));

  it('shows the tree of one, and what it cannot know', () =>
    withFolder(async (folder) => {
      const { code, out } = await runCleanly(folder, 'tree', fixture('example/acme.both.c1z'));
      assert.equal(code, 0);
      assert.match(
        out,
        /^Not in a C1 file, so unknown: permissions, global roles, applications, invitations$/m,
      );
      assert.match(out, /^The newest sync of the file; it holds 1 older one$/m);
      assert.match(out, /Acme Corporation/);
    }));

  it('exports one in another form', () =>
    withFolder(async (folder) => {
      const args = ['--format', 'c1-json', '--out', 'again.json'];
      const { code } = await runCleanly(folder, 'export', fixture('acme.run1.c1-snapshot.json'), ...args);
      assert.equal(code, 0);
      const read = (file: string): Document => parse(readFileSync(file, 'utf8'));
      assert.deepEqual(read(join(folder, 'again.json')), read(fixture('acme.run1.c1-snapshot.json')));
    }));

  it('says of a broken one what it is, in one line, and leaves nothing', () =>
    withFolder(async (folder) => {
      writeFileSync(
        join(folder, 'cut.c1z'),
        readFileSync(fixture('example/acme.run1.c1z')).subarray(0, 9999),
      );
      const { code, out, err } = await runCleanly(folder, 'tree', 'cut.c1z');
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.equal(
        err,
        'logto-access: cut.c1z cannot be opened: it is cut off before its end. Copy it again from where it comes from, or export it anew.\n',
      );
    }));

  withSignals.it('leaves nothing where it is stopped while it reads one', () =>
    withFolder(async (folder) => {
      const temporary = join(folder, 'temporary');
      mkdirSync(temporary);
      writeFileSync(join(folder, 'large.json'), largeJson());
      const env = { ...process.env, TMPDIR: temporary };
      const child = spawn(process.execPath, [CLI, 'tree', 'large.json'], { cwd: folder, env });
      while (readdirSync(temporary).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      child.kill('SIGTERM');
      const code = await new Promise((resolve) => child.once('exit', resolve));
      assert.equal(code, 143);
      assert.deepEqual(readdirSync(temporary), []);
    }),
  );

  withSignals.it('removes what was left by one that was killed, and nothing of one that runs', () =>
    withFolder(async (folder) => {
      const temporary = join(folder, 'temporary');
      mkdirSync(temporary);
      writeFileSync(join(folder, 'large.json'), largeJson());
      const options = { cwd: folder, env: { ...process.env, TMPDIR: temporary } };
      const child = spawn(process.execPath, [CLI, 'tree', 'large.json'], options);
      try {
        while (readdirSync(temporary).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        const left = readdirSync(temporary);
        child.kill('SIGSTOP'); // it runs, as far as others can tell
        const tree = [CLI, 'tree', fixture('acme.run1.c1-snapshot.json')];
        await promisify(execFile)(process.execPath, tree, options);
        assert.deepEqual(readdirSync(temporary), left);
        child.kill('SIGKILL');
        await once(child, 'exit');
        await promisify(execFile)(process.execPath, tree, options);
        assert.deepEqual(readdirSync(temporary), []);
      } finally {
        child.kill('SIGKILL');
      }
    }),
  );
});

/** Takes seconds to read. */
function largeJson(): string {
  const document = JSON.parse(readFileSync(fixture('acme.run1.c1-snapshot.json'), 'utf8')) as {
    snapshot: { stats?: unknown };
    users: { name: string; c1: { id: { resource: string } } }[];
  };
  const [ada] = document.users;
  document.snapshot.stats = undefined;
  for (let i = 0; i < 30_000; i++) {
    const name = `user${i}`;
    document.users.push({ ...ada!, name, c1: { ...ada!.c1, id: { ...ada!.c1.id, resource: name } } });
  }
  return JSON.stringify(document);
}
