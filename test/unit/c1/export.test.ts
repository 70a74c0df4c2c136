import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import sinon from 'sinon';
import { exportSnapshot } from '../../../src/c1/export.ts';
import { replaceFile } from '../../../src/c1/replaceFile.ts';
import { targetFailure } from '../../../src/c1/target.ts';
import { writeText } from '../../../src/c1/writeText.ts';
import { AccessError, CancelledError } from '../../../src/errors.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { needing } from '../../support/needing.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { withSmallDisk } from '../../support/smallDisk.ts';
import { withFolder } from '../../support/snapshots.ts';
import { RUN1 } from './support/acme.ts';
import { parse } from './support/document.ts';
import { BIG, OLD, partialFiles, withPlace, type Place } from './support/place.ts';
import { member, organization, role, user, type Tenant } from './support/tenant.ts';

const EXPORT = new URL('../../../src/c1/export.ts', import.meta.url);

function assertUntouched({ folder, target }: Place): void {
  assert.equal(readFileSync(target, 'utf8'), OLD);
  assert.deepEqual(readdirSync(folder).toSorted(), ['a.json', 'a.snapshot']);
}

/** Aborts once some of the export is written, as a click on "Cancel" does. */
async function abortMidway(folder: string, controller: AbortController): Promise<number> {
  for (;;) {
    await nextTurn();
    const size = Math.max(0, ...partialFiles(folder).map((file) => statSync(file).size));
    if (size === 0) continue;
    controller.abort();
    return size;
  }
}

async function incomplete(tenant: Tenant): Promise<AccessError> {
  let error: AccessError | undefined;
  await withPlace(tenant, async (place) => {
    error = await accessErrorOf(place.run());
    assertUntouched(place);
  });
  assert.equal(error?.code, 'export.incomplete');
  assert.match(error.hint ?? '', /Sync the tenant again/);
  return error;
}

/** The error of an export as CSV in a process of its own, since SQLite looks for its temporary folder once. */
async function failureWithTemporary(folder: string, { snapshotFile, target }: Place): Promise<unknown> {
  const job = { snapshotFile, target, format: 'c1-csv' };
  const code = `import { exportSnapshot } from ${JSON.stringify(EXPORT.href)};
    const exporting = exportSnapshot(${JSON.stringify(job)});
    await exporting.catch(({ code, message, hint }) => console.log(JSON.stringify({ code, message, hint })));`;
  const env = { ...process.env, SQLITE_TMPDIR: folder };
  const args = ['--input-type=module', '-e', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout);
}

describe('Exporting a snapshot', function () {
  it('replaces what was there, and leaves nothing else', () =>
    withPlace(RUN1.tenant, async ({ folder, target, run }) => {
      const counts = { users: 3, resources: 1, entitlements: 3, grants: 5 };
      assert.deepEqual(await run(), { target, counts, missing: [], mended: {} });
      assert.equal(parse(readFileSync(target, 'utf8')).users.length, 3);
      assert.deepEqual(readdirSync(folder).toSorted(), ['a.json', 'a.snapshot']);
    }));

  it('gives the same bytes each time', () =>
    withPlace(BIG, async ({ folder, run }) => {
      const [one, other] = [join(folder, '1.json'), join(folder, '2.json')];
      await Promise.all([run(one), run(other)]);
      assert.deepEqual(readFileSync(other), readFileSync(one));
    }));

  it('can run twice at a time on one target', () =>
    withPlace(BIG, async ({ folder, target, run }) => {
      await Promise.all([run(), run()]);
      assert.equal(parse(readFileSync(target, 'utf8')).users.length, BIG.users.length);
      assert.equal(readdirSync(folder).length, 2);
    }));

  it('takes a name that is as long as names can be', () =>
    withPlace(RUN1.tenant, async ({ folder, run }) => {
      const long = join(folder, `${'n'.repeat(250)}.json`);
      await run(long);
      assert.equal(parse(readFileSync(long, 'utf8')).users.length, 3);
    }));

  needing('links that anybody may make').it('writes where a link leads, and keeps the link', () =>
    withPlace(RUN1.tenant, async ({ folder, target, run }) => {
      const link = join(folder, 'link.json');
      symlinkSync(target, link);
      assert.equal((await run(link)).target, link);
      assert.ok(lstatSync(link).isSymbolicLink());
      assert.equal(parse(readFileSync(target, 'utf8')).grants.length, 5);
    }),
  );
});

describe('An export that is cancelled', function () {
  it('ends before it starts where it was cancelled by then', () =>
    withPlace(RUN1.tenant, async (place) => {
      await assert.rejects(place.run(place.target, AbortSignal.abort()), CancelledError);
      assertUntouched(place);
    }));

  it('leaves what was there, and nothing else, midway', () =>
    withPlace(BIG, async (place) => {
      const controller = new AbortController();
      const running = assert.rejects(place.run(place.target, controller.signal), CancelledError);
      assert.ok((await abortMidway(place.folder, controller)) > 0);
      await running;
      assertUntouched(place);
    }));
});

describe('A file that is replaced', () => {
  it('is given up at the row at which that is cancelled', () =>
    withFolder(async (folder) => {
      const controller = new AbortController();
      let rows = 0;
      function* text(): Generator<string> {
        for (;;) {
          if (++rows === 3) controller.abort();
          yield 'a row';
        }
      }
      const { signal } = controller;
      const writing = replaceFile(
        join(folder, 'a'),
        (file) => writeText(file, text(), () => undefined, signal),
        signal,
      );
      await assert.rejects(writing, CancelledError);
      assert.equal(rows, 3);
      assert.deepEqual(readdirSync(folder), []);
    }));
});

describe('An export that fails', function () {
  it('says so where the target is a folder', () =>
    withPlace(RUN1.tenant, async (place) => {
      const error = await accessErrorOf(place.run(place.folder));
      assert.equal(error.message, `${place.folder} was not written: it is a folder.`);
      assert.equal(error.hint, 'Name a file in it.');
      assertUntouched(place);
    }));

  it('says so where the folder is missing, and does not make it', () =>
    withPlace(RUN1.tenant, async (place) => {
      const folder = join(place.folder, 'nowhere');
      const error = await accessErrorOf(place.run(join(folder, 'a.json')));
      assert.equal(error.message, `${join(folder, 'a.json')} was not written: there is no folder ${folder}.`);
      assert.match(error.hint ?? '', /Make the folder/);
      assert.ok(!existsSync(folder));
    }));

  it('says so where the folder is a file', () =>
    withPlace(RUN1.tenant, async (place) => {
      const error = await accessErrorOf(place.run(join(place.target, 'b.json')));
      assert.equal(error.code, 'export.no_folder');
      assertUntouched(place);
    }));

  needing('devices among the files').it('says so where the target is a device or a pipe', () =>
    withPlace(RUN1.tenant, async (place) => {
      const error = await accessErrorOf(place.run('/dev/null'));
      assert.equal(error.code, 'export.not_file');
      assert.ok(lstatSync('/dev/null').isCharacterDevice());
      assertUntouched(place);
    }),
  );

  needing('an error of its own for names that are too long').it('says so where the name is too long', () =>
    withPlace(RUN1.tenant, async (place) => {
      const error = await accessErrorOf(place.run(join(place.folder, 'a'.repeat(300))));
      assert.match(error.message, /its name is too long/);
      assertUntouched(place);
    }),
  );

  needing('links that anybody may make').it(
    'keeps the snapshot where it is the target, through a link and by another name too',
    () =>
      withPlace(RUN1.tenant, async (place) => {
        mkdirSync(join(place.folder, 'links'));
        const [link, name] = [join(place.folder, 'links', 'a.json'), join(place.folder, 'links', 'b.json')];
        symlinkSync(place.snapshotFile, link);
        linkSync(place.snapshotFile, name);
        for (const target of [place.snapshotFile, link, name]) {
          const error = await accessErrorOf(place.run(target));
          assert.match(error.message, /it is the snapshot itself/);
        }
        assert.equal((await place.run()).counts.users, 3);
      }),
  );

  needing('open files that can be removed').it(
    'does not blame the target where the snapshot is removed meanwhile, which it has open',
    () =>
      withPlace(RUN1.tenant, async (place) => {
        const open = Snapshot.open.bind(Snapshot);
        const opening = sinon.stub(Snapshot, 'open').callsFake((file) => {
          const snapshot = open(file);
          rmSync(file);
          return snapshot;
        });
        try {
          assert.equal((await place.run()).counts.users, 3);
        } finally {
          opening.restore();
        }
      }),
  );

  it('says so where there is no snapshot', () =>
    withFolder(async (folder) => {
      const job = {
        snapshotFile: join(folder, 'b.snapshot'),
        format: 'c1-json',
        target: join(folder, 'b'),
      } as const;
      assert.equal((await accessErrorOf(exportSnapshot(job))).code, 'snapshot.missing');
      assert.deepEqual(readdirSync(folder), []);
    }));

  it('blames the snapshot where that is damaged further on, and leaves what was there', () =>
    withPlace(BIG, async (place) => {
      const bytes = readFileSync(place.snapshotFile);
      writeFileSync(place.snapshotFile, bytes.fill(0xff, bytes.length / 2, (bytes.length * 3) / 4));
      const error = await accessErrorOf(place.run());
      assert.equal(error.code, 'snapshot.damaged');
      assert.ok(error.message.startsWith(place.snapshotFile));
      assertUntouched(place);
    }));

  it('blames the temporary folder where that is full, and not the snapshot', async function () {
    const long = 'n'.repeat(1000); // all of them together are too much for memory
    const names = { name: long, givenName: long, familyName: long, username: long };
    const users = Array.from({ length: 7000 }, (_, i) => user({ id: `u${String(i)}`, ...names }));
    const isMounted = await withSmallDisk(1, (disk) =>
      withPlace({ ...RUN1.tenant, users, members: [] }, async (place) => {
        assert.deepEqual(await failureWithTemporary(disk.folder, place), {
          code: 'storage.full',
          message: `${place.target} was not written: the temporary folder ${disk.folder} is full.`,
          hint: 'Free some space and export again.',
        });
        assertUntouched(place);
      }),
    );
    if (!isMounted) this.skip();
  });

  it('says what the system’s errors mean, and what to do', () => {
    const told = (code: string): AccessError => {
      const failure = targetFailure(Object.assign(new Error(code), { code, syscall: 'write' }), '/a/b.json');
      assert.ok(failure instanceof AccessError);
      return failure;
    };
    assert.equal(told('ENOSPC').message, '/a/b.json was not written: the disk is full.');
    assert.match(told('ENOSPC').hint ?? '', /Free some space/);
    assert.match(told('EACCES').message, /it may not be written/);
    assert.match(told('EROFS').message, /its disk is read-only/);
    assert.match(told('EIO').message, /was not written: EIO/);
    assert.notEqual(told('EIO').hint, undefined);
  });
});

describe('An export of a snapshot that is not complete', () => {
  const acme = organization({ id: 'acme' });
  const ada = user({ id: 'ada' });

  it('fails where a grant names a user that is not there', async () => {
    const { message } = await incomplete({
      users: [],
      organizations: [acme],
      roles: [],
      members: [member('acme', 'ada')],
    });
    assert.match(message, /the grant organization:acme:member:user:ada names the user ada,/);
  });

  it('fails where a grant names an organization that is not there', async () => {
    const { message } = await incomplete({
      users: [ada],
      organizations: [],
      roles: [],
      members: [member('acme', 'ada')],
    });
    assert.match(message, /names the entitlement organization:acme:member,/);
  });

  it('fails where a user holds a role that is not there, or not for people', async () => {
    for (const roles of [[], [role({ id: 'robot', type: 'MachineToMachine' })]]) {
      const { message } = await incomplete({
        users: [ada],
        organizations: [acme],
        roles,
        members: [member('acme', 'ada', 'robot')],
      });
      assert.match(message, /names the entitlement organization:acme:robot,/);
    }
  });

  it('fails where the snapshot has other rows than it says', async () => {
    const { message } = await incomplete({ ...RUN1.tenant, wrongCounts: { users: 4 } });
    assert.match(message, /announces .*"users":4.* and holds .*"users":3/);
  });
});
