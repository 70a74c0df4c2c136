import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject, JsonValue } from '@bufbuild/protobuf';
import { exportSnapshot, type ExportCounts, type ExportFormat } from '../../../src/c1/export.ts';
import { withSnapshot } from '../../support/snapshots.ts';
import { RUN1, RUN2 } from './support/acme.ts';
import { decoded, MESSAGES, rowsOf, withC1z, type Row } from './support/c1z.ts';
import { exported, parse, readFixture, withExport, type Document } from './support/document.ts';
import { syncExample } from './support/syncedExample.ts';

const RUNS = { run1: RUN1, run2: RUN2 } as const;
type RunName = keyof typeof RUNS;

/**
 * The document that C1's own tools have read. That of the second day has its new grant at the end, against the rule of
 * the format that grants are sorted by id.
 */
function expected(name: RunName): Document {
  const document = parse(readFixture(RUNS[name].fixture));
  if (name === 'run1') return document;
  const { grants } = document;
  const sorted = grants.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(
    grants.slice(0, -1),
    sorted.filter((grant) => grant !== grants.at(-1)),
  );
  return { ...document, grants: sorted };
}

/** The rows that C1's own tools have read. */
function dumped(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  database.exec(readFixture('example/run1.dump.sql'));
  return database;
}

const TABLES = Object.keys(MESSAGES) as (keyof typeof MESSAGES)[];

/** What two syncs always differ in. */
function withoutSync(rows: readonly Row[]): Row[] {
  return rows.map(({ id, sync_id, discovered_at, ...row }) => {
    assert.ok([id, sync_id, discovered_at].every((value) => value !== null));
    return row;
  });
}

function byExternalId(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (String(a.external_id) < String(b.external_id) ? -1 : 1));
}

describe('The example tenant, synced from an embedded tenant with everybody’s details', function () {
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-example-'));
  const snapshotOf = (name: RunName): string => join(folder, `${name}.snapshot`);

  before(async () => {
    for (const name of ['run1', 'run2'] as const) await syncExample(snapshotOf(name), RUNS[name]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function exportOf(
    name: RunName,
    format: ExportFormat,
  ): Promise<{ file: string; counts: ExportCounts }> {
    const target = join(folder, `${name}.${format}`);
    const { counts } = await exportSnapshot({ snapshotFile: snapshotOf(name), format, target });
    return { file: target, counts };
  }

  for (const name of ['run1', 'run2'] as const) {
    it(`is the C1 snapshot JSON of ${name} that C1 has read, but for the sync`, async () => {
      const { file } = await exportOf(name, 'c1-json');
      const [document, wanted] = [parse(readFileSync(file, 'utf8')), expected(name)];
      for (const { snapshot } of [document, wanted]) delete snapshot.sync;
      assert.deepEqual(document, wanted);
    });

    it(`is a .c1z with the rows of ${name} that C1 has read`, async () => {
      const { file } = await exportOf(name, 'c1z');
      const example = fileURLToPath(new URL(`../../fixtures/c1/example/acme.${name}.c1z`, import.meta.url));
      const read = (c1z: string): Promise<Row[][]> =>
        withC1z(c1z, (database) =>
          TABLES.map((table) => byExternalId(withoutSync(decoded(database, table)))),
        );
      assert.deepEqual(await read(file), await read(example));
    });
  }

  it('is a .c1z with the rows that lie in C1’s own dump of the first day, and decodes to what C1 prints of it', async () => {
    const { file } = await exportOf('run1', 'c1z');
    const rows = (database: DatabaseSync): Row[][] =>
      TABLES.map((table) => byExternalId(withoutSync(decoded(database, table))));
    await withC1z(file, (database) => {
      assert.deepEqual(rows(database), rows(dumped()));
      assertPrinted(database);
    });
  });

  it('is the same after another sync of the unchanged tenant, but for the sync', async () => {
    const snapshotFile = join(folder, 'again.snapshot');
    await syncExample(snapshotFile, RUN1);
    const again = async (format: ExportFormat): Promise<string> => {
      const target = join(folder, `again.${format}`);
      await exportSnapshot({ snapshotFile, format, target });
      return target;
    };
    const document = async (file: Promise<string>): Promise<Document> => {
      const read = parse(readFileSync(await file, 'utf8'));
      delete read.snapshot.sync;
      return read;
    };
    const first = async (format: ExportFormat): Promise<string> => (await exportOf('run1', format)).file;
    assert.deepEqual(await document(again('c1-json')), await document(first('c1-json')));
    assert.deepEqual(readFileSync(await again('c1-csv')), readFileSync(await first('c1-csv')));
    const rows = async (file: Promise<string>): Promise<Row[][]> =>
      withC1z(await file, (database) => TABLES.map((table) => withoutSync(rowsOf(database, table))));
    assert.deepEqual(await rows(again('c1z')), await rows(first('c1z')));
  });

  it('says how many rows it has', async () => {
    for (const format of ['c1-json', 'c1z'] as const) {
      const { counts } = await exportOf('run1', format);
      assert.deepEqual(counts, { users: 3, resources: 1, entitlements: 3, grants: 5 });
    }
  });

  it('is a .c1z of the sync, at its times and without a wall clock', async () => {
    const { file } = await exportOf('run1', 'c1z');
    const sql = (ms: number): string => new Date(ms).toISOString().slice(0, -1).replace('T', ' ');
    const { id, startedAt, endedAt } = await withSnapshot(snapshotOf('run1'), ({ info }) => info);
    await withC1z(file, (database) => {
      const [run] = rowsOf(database, 'v1_sync_runs');
      const [example] = rowsOf(dumped(), 'v1_sync_runs');
      const own = { sync_id: id, started_at: sql(startedAt), ended_at: sql(endedAt) };
      assert.deepEqual({ ...run }, { ...example, ...own });
      for (const row of TABLES.flatMap((table) => rowsOf(database, table)))
        assert.deepEqual([row.sync_id, row.discovered_at], [id, sql(startedAt)]);
    });
  });
});

describe('The .c1z of the example tenant', () => {
  it('has to the byte the rows of the one that C1 has read', async () => {
    const ours = await withExport(RUN1, { format: 'c1z' }, (file) =>
      withC1z(file, (database) => [...TABLES, 'v1_sync_runs'].map((table) => rowsOf(database, table))),
    );
    const database = dumped();
    assert.deepEqual(
      ours,
      [...TABLES, 'v1_sync_runs'].map((table) => rowsOf(database, table)),
    );
  });

  it('has the tables and indexes of the one that C1 has read', async () => {
    const schema = (database: DatabaseSync): string[] =>
      database
        .prepare('select sql from sqlite_schema where sql is not null order by name')
        .all()
        .map(({ sql }) => String(sql).toLowerCase().replace(/\s+/g, ' '));
    const ours = await withExport(RUN1, { format: 'c1z' }, (file) => withC1z(file, schema));
    assert.deepEqual(ours, schema(dumped()));
  });

  it('decodes to what C1’s own program prints of it', async () => {
    await withExport(RUN1, { format: 'c1z' }, (file) => withC1z(file, assertPrinted));
  });
});

/** Asserts that a .c1z decodes to what C1's own program printed of the first day. */
function assertPrinted(database: DatabaseSync): void {
  const printed = (what: string): JsonObject[] =>
    (Object.values(JSON.parse(readFixture(`example/run1.${what}.v0.25.0.json`)) as JsonObject)[0] ??
      []) as JsonObject[];
  const messages = (what: string, key: string): (JsonValue | undefined)[] =>
    printed(what).map((entry) => entry[key]);
  const data = (table: keyof typeof MESSAGES): JsonValue[] => decoded(database, table).map((row) => row.data);
  assert.deepEqual(data('v1_resource_types'), messages('resource-types', 'resourceType'));
  assert.deepEqual(
    data('v1_resources').filter((resource) => JSON.stringify(resource).includes('UserTrait')),
    messages('principals', 'resource'),
  );
  assert.deepEqual(
    new Set(data('v1_resources').map(asText)),
    new Set(messages('resources', 'resource').map(asText)),
  );
  assert.deepEqual(data('v1_entitlements'), messages('entitlements', 'entitlement'));
  assert.deepEqual(data('v1_grants'), messages('grants', 'grant'));
}

/** A value as text that is the same whatever the order of its keys. */
function asText(value: JsonValue | undefined): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

describe('Two syncs of the example tenant', () => {
  it('differ in JSON only in the sync', async () => {
    const [before, after] = [await exported(RUN1.tenant, RUN1.sync), await exported(RUN1.tenant, RUN2.sync)];
    assert.notDeepEqual(after.document.snapshot.sync, before.document.snapshot.sync);
    delete before.document.snapshot.sync;
    delete after.document.snapshot.sync;
    assert.deepEqual(after.document, before.document);
  });
});
