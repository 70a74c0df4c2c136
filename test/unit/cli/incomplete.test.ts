import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoTenant, type DemoTenant } from '../../../src/demo/start.ts';
import type { ExportResult } from '../../../src/c1/export.ts';
import type { Comparison } from '../../../src/changes/model.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { factsFileOf, writeFacts } from '../../../src/snapshot/store/facts.ts';
import { withFolder } from '../../support/snapshots.ts';
import { withTenant } from '../../support/tenant.ts';
import { organization, user, writeSnapshot } from '../snapshot/support/rows.ts';
import { build, run, syncArguments, type Run } from './support.ts';

const HOLE = /1 organization is missing: Row 2 of \/api\/organizations cannot be read: \S/;

describe('The command line on an incomplete snapshot', function () {
  let folder: string;
  let tenant: DemoTenant;
  let synced: string;
  let whole: string;
  let lacking: string;

  before(async () => {
    build();
    folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
    [synced, whole, lacking] = ['synced', 'whole', 'lacking'].map((name) =>
      join(folder, `${name}.snapshot`),
    ) as [string, string, string];
    tenant = await startDemoTenant({
      ...{ seed: 7, users: 20, organizations: 3 },
      intercept: ({ path, query }, response) => {
        const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('page_size') ?? 20)];
        const isBroken = path === '/api/organizations' && (page - 1) * size < 2 && page * size >= 2;
        if (isBroken) response.writeHead(500).end('{}');
        return isBroken;
      },
    });
    const rows = { users: [user('u1'), user('u2')], organizations: [organization('o1')] };
    writeSnapshot(whole, { ...rows, members: { o1: { u1: [], u2: [] } } });
    writeSnapshot(
      lacking,
      { ...rows, members: { o1: { u1: [] } } },
      { holes: [{ in: 'members', of: 'o1', rows: 1, reason: 'Row 2 cannot be read.' }] },
    );
  });

  after(async () => {
    await tenant.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says after a sync what could not be read, and as JSON too', async () => {
    const [{ code, out, err }, json] = await Promise.all([
      run(syncArguments(tenant, synced), { secret: tenant.clientSecret }),
      run([...syncArguments(tenant, `${synced}-2`), '--json'], { secret: tenant.clientSecret }),
    ]);
    assert.deepEqual([code, json.code], [1, 1], err);
    assert.match(out, /memberships: INCOMPLETE: /);
    assert.match(out, HOLE);
    assert.doesNotMatch(out, /verified/);
    assert.match(err, /^Warning: \S+synced\.snapshot is INCOMPLETE: 1 organization is missing: [^\n]+\.$/m);
    assert.match(json.err, /^Warning: \S+ is INCOMPLETE: /m);
    const { missing, holes } = JSON.parse(json.out) as SnapshotInfo & { missing: string[] };
    assert.equal(holes.length, 1);
    assert.match(missing.join(), HOLE);
  });

  it('shows what is missing above the tree, and before it as JSON', async () => {
    const { out } = await run(['tree', lacking]);
    assert.equal(
      out.split('\n')[1],
      'INCOMPLETE: 1 member of the organization o1 is missing: Row 2 cannot be read',
    );
    const json = await run(['tree', lacking, '--json']);
    assert.deepEqual((JSON.parse(json.out) as unknown[])[0], {
      ...{ label: 'INCOMPLETE', kind: 'incomplete' },
      description: '1 member of the organization o1 is missing: Row 2 cannot be read',
    });
  });

  it('exports it, and warns beside the result that C1 takes what is missing for gone', async () => {
    const target = join(folder, 'lacking.json');
    const { code, out, err } = await run(['export', lacking, '--format', 'c1-json', '--out', target]);
    assert.equal(code, 0);
    assert.match(out, /^\S+lacking\.json: 2 users, 1 organization, .*\n$/);
    assert.match(
      err,
      /^Warning: \S+lacking\.json is INCOMPLETE, .* 1 member of the organization o1 is missing/,
    );
    const { snapshot } = JSON.parse(readFileSync(target, 'utf8')) as { snapshot: { missing: unknown } };
    const json = await run(['export', lacking, '--format', 'c1-json', '--out', target, '--json']);
    assert.deepEqual((JSON.parse(json.out) as { missing: unknown }).missing, snapshot.missing);
    const complete = await run(['export', whole, '--format', 'c1-json', '--out', target]);
    assert.equal(complete.err, '');
  });

  it('says of a form that has no place for it that the file itself does not say so', async () => {
    for (const format of ['c1z', 'c1-csv', 'c1-json']) {
      const { err } = await run(['export', lacking, '--format', format, '--out', join(folder, format)]);
      assert.match(err, /^Warning: \S+ is INCOMPLETE, .* is missing/);
      assert.equal(err.includes('The file itself has no place to say so.'), format !== 'c1-json', format);
    }
  });

  it('ends a comparison with 1 where the only differences are those that cannot be judged', async () => {
    const { code, out } = await run(['diff', whole, lacking]);
    assert.equal(code, 1);
    assert.match(out, /nothing differs for certain/);
    assert.match(out, /\n1 difference cannot be judged, since the snapshot of .* is incomplete: 1 member of/);
  });

  it('ends a comparison with 1 where a hole may hide the only difference, as in two runs with one hole', async () => {
    const again = join(folder, 'again.snapshot');
    const holes = [{ in: 'members', of: 'o1', rows: 1, reason: 'Row 2 cannot be read.' }] as const;
    const rows = { users: [user('u1'), user('u2')], organizations: [organization('o1')] };
    writeSnapshot(again, { ...rows, members: { o1: { u1: [] } } }, { id: 'again', holes });
    for (const [before, after] of [
      [lacking, again],
      [again, lacking],
    ] as const) {
      const { code, out } = await run(['diff', before, after]);
      assert.equal(code, 1);
      assert.match(out, /: nothing that could be read differs between /);
      assert.match(out, /\nWhat is missing cannot be compared, since /);
    }
  });

  it('ends a comparison of one with itself with 0', async () => {
    const { code, out } = await run(['diff', lacking, lacking]);
    assert.equal(code, 0);
    assert.match(out, /: nothing differs between /);
    assert.match(out, /\nWhat is missing cannot be compared, since /);
  });
});

describe('The command line on a snapshot in which most of the one before is gone', function () {
  const vanished = { since: 'before', users: 0, organizations: 0, memberships: 1203 };
  const GONE = /1,203 memberships of the snapshot before/;

  before(() => build());

  /** Two snapshots, in the newer of which most is gone. */
  const withDoubtful = (test: (before: string, doubtful: string) => Promise<void>): Promise<void> =>
    withFolder((folder) => {
      const [before, doubtful] = ['before', 'doubtful'].map((name) => join(folder, `${name}.snapshot`)) as [
        string,
        string,
      ];
      const rows = { users: [user('u1'), user('u2')], organizations: [organization('o1')] };
      writeSnapshot(before, { ...rows, members: { o1: { u1: [], u2: [] } } }, { id: 'before' });
      writeSnapshot(doubtful, { ...rows, members: { o1: { u1: [] } } }, { id: 'doubtful', vanished });
      return test(before, doubtful);
    });

  it('compares it with a word on that in every form, until a person has accepted it', () =>
    withDoubtful(async (...files) => {
      const text = await run(['diff', ...files]);
      assert.match(text.out.split('\n')[1] ?? '', GONE);
      const markdown = await run(['diff', ...files, '--format', 'markdown']);
      assert.match(markdown.out, GONE);
      assert.doesNotMatch(markdown.out, /Both snapshots are complete/);
      const json = await run(['diff', ...files, '--format', 'json']);
      assert.deepEqual((JSON.parse(json.out) as Comparison).after.vanished, vanished);
      writeFacts(factsFileOf(files[1]), { accepted: true });
      const accepted = await run(['diff', ...files, '--format', 'markdown']);
      assert.doesNotMatch(accepted.out, GONE);
      assert.match(accepted.out, /Both snapshots are complete/);
      const acceptedJson = await run(['diff', ...files, '--format', 'json']);
      assert.ok(!('vanished' in (JSON.parse(acceptedJson.out) as Comparison).after));
    }));

  it('says so above its tree, until a person has accepted it', () =>
    withDoubtful(async (_, doubtful) => {
      assert.match((await run(['tree', doubtful])).out.split('\n')[1] ?? '', GONE);
      const json = await run(['tree', doubtful, '--json']);
      const [first] = JSON.parse(json.out) as { label: string; description: string; kind: string }[];
      assert.deepEqual([first?.label, first?.kind], ['MUCH IS GONE', 'vanished']);
      assert.match(first?.description ?? '', GONE);
      writeFacts(factsFileOf(doubtful), { accepted: true });
      assert.doesNotMatch((await run(['tree', doubtful])).out, GONE);
    }));

  it('exports it with a warning that C1 takes that for gone, and in JSON with what is', () =>
    withDoubtful(async (_, doubtful) => {
      const target = `${doubtful}.out`;
      const exporting = (format: string, ...more: string[]): Promise<Run> =>
        run(['export', doubtful, '--format', format, '--out', target, ...more]);
      for (const format of ['c1z', 'c1-csv', 'c1-json']) {
        const { code, err } = await exporting(format);
        assert.equal(code, 0);
        assert.match(
          err,
          /^Warning: \S+ lacks 1,203 memberships of the snapshot before, and C1 takes them for/,
        );
        assert.equal(err.includes('The file itself has no place to say so.'), format !== 'c1-json', format);
      }
      const written = JSON.parse(readFileSync(target, 'utf8')) as { snapshot: { vanished: unknown } };
      assert.deepEqual(written.snapshot.vanished, vanished);
      assert.match((await run(['tree', target])).out, GONE);
      const { out } = await exporting('c1-json', '--json');
      assert.deepEqual((JSON.parse(out) as ExportResult).vanished, vanished);
      writeFacts(factsFileOf(doubtful), { accepted: true });
      assert.equal((await exporting('c1-json')).err, '');
      assert.doesNotMatch(readFileSync(target, 'utf8'), /vanished/);
    }));

  it('keeps that one, puts the new one beside it, and ends with 3 until the new one is accepted', () =>
    withTenant({ users: 60, organizations: 6 }, (tenant) =>
      withFolder(async (folder) => {
        const [file, beside] = ['a.snapshot', 'a.vanished.snapshot'].map((name) => join(folder, name));
        const args = syncArguments(tenant, file!);
        const sync = (...more: string[]): Promise<Run> =>
          run([...args, ...more], { secret: tenant.clientSecret });
        const first = await sync('--json');
        assert.equal(first.code, 0);
        assert.doesNotMatch(first.err, /Warning/);
        const before = readFileSync(file!);
        for (const { id } of tenant.data.users.list().slice(20)) tenant.data.deleteUser(id);
        for (const flags of [['--json'], []]) {
          const { code, out, err } = await sync(...flags);
          assert.equal(code, 3, err);
          assert.match(
            err,
            /^Warning: 40 users, \d+ memberships are gone since the snapshot in \S+a\.snapshot, which stays as it is; the new one is in \S+a\.vanished\.snapshot\. If .* --accept-vanished\.$/m,
          );
          assert.deepEqual(readFileSync(file!), before);
          assert.deepEqual(readdirSync(folder), ['a.snapshot', 'a.vanished.snapshot']);
          if (flags.length === 0) assert.ok(out.startsWith(`${beside}: 20 users, `), out);
          else {
            const { file: written, vanished } = JSON.parse(out) as SnapshotInfo & { file: string };
            assert.deepEqual([written, vanished?.users], [beside, 40]);
            assert.equal(vanished?.since, (JSON.parse(first.out) as SnapshotInfo).id);
          }
        }
        const accepted = await sync('--accept-vanished');
        assert.equal(accepted.code, 0);
        assert.ok(accepted.out.startsWith(`${file}: 20 users, `), accepted.out);
        assert.deepEqual(readdirSync(folder), ['a.snapshot'], 'nothing waits any more');
        const next = await sync();
        assert.equal(next.code, 0, 'compared with the one that was accepted');
        assert.doesNotMatch(accepted.err + next.err, /Warning/);
      }),
    ));
});
