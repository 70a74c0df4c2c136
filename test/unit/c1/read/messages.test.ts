import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJson, type DescMessage, type JsonValue, type MessageShape } from '@bufbuild/protobuf';
import {
  EntitlementSchema,
  GrantSchema,
  ResourceSchema,
  ResourceTypeSchema,
} from '../../../../src/c1/gen/connector_pb.js';
import { annotations } from '../../../../src/c1/jsonEntries.ts';
import { c1zRows } from '../../../../src/c1/read/c1zRows.ts';
import { jsonRows } from '../../../../src/c1/read/jsonRows.ts';
import type { C1Row } from '../../../../src/c1/read/rows.ts';
import { unpack } from '../../../../src/c1/read/unpack.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { objectsIn } from '../support/document.ts';
import { c1zFixtures, fixture } from './support/files.ts';

/** The messages of one kind, as protojson. */
type Messages = Readonly<Record<'resourceType' | 'resource' | 'entitlement' | 'grant', JsonValue[]>>;

async function messagesOf(rows: AsyncIterable<C1Row>): Promise<Messages> {
  const messages: Messages = { resourceType: [], resource: [], entitlement: [], grant: [] };
  for await (const row of rows) if (row.kind !== 'sync') messages[row.kind].push(toProtojson(row));
  return messages;
}

function toProtojson(row: Exclude<C1Row, { kind: 'sync' }>): JsonValue {
  const json = <S extends DescMessage>(schema: S, message: MessageShape<S>): JsonValue =>
    toJson(schema, message, { registry: annotations });
  switch (row.kind) {
    case 'resourceType':
      return json(ResourceTypeSchema, row.message);
    case 'resource':
      return json(ResourceSchema, row.message);
    case 'entitlement':
      return json(EntitlementSchema, row.message);
    case 'grant':
      return json(GrantSchema, row.message);
  }
}

function messagesInC1z(name: string): Promise<Messages> {
  return withFolder(async (folder) => {
    const database = join(folder, 'database');
    await unpack(fixture(name), database);
    return messagesOf(c1zRows(database));
  });
}

/** What C1's own `baton … -o json` printed of one kind. */
function printed(name: string, list: string, key: string): JsonValue[] {
  const output = JSON.parse(readFileSync(fixture(name), 'utf8')) as Record<
    string,
    Record<string, JsonValue>[]
  >;
  // Which call of a connector a row came from: deprecated, and no business of a reader.
  for (const object of objectsIn(output)) Reflect.deleteProperty(object, 'creationSource');
  return (output[list] ?? []).map((entry) => entry[key] ?? null);
}

const byText = (rows: readonly JsonValue[]): string[] =>
  rows.map((row) => JSON.stringify(sorted(row))).sort();

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Compares all kinds with what C1 printed, whose files are called so by `file`. */
function assertPrinted(messages: Messages, file: (kind: string) => string): void {
  const kinds = [
    ['resourceType', 'resource-types', 'resourceTypes'],
    ['resource', 'resources', 'resources'],
    ['entitlement', 'entitlements', 'entitlements'],
    ['grant', 'grants', 'grants'],
  ] as const;
  for (const [kind, name, list] of kinds)
    assert.deepEqual(byText(messages[kind]), byText(printed(file(name), list, kind)), name);
}

describe('The messages in a .c1z', () => {
  it('are those that C1 prints of it', async () => {
    assertPrinted(
      await messagesInC1z('example/acme.run1.c1z'),
      (kind) => `example/run1.${kind}.v0.25.0.json`,
    );
  });

  it('are those that C1 prints of one that its own connector wrote, long ago', async () => {
    assertPrinted(await messagesInC1z('baton-file/sync.c1z'), (kind) => `baton-file/${kind}.json`);
  });

  it('are of the second day where a file has both', async () => {
    const [both, second] = [
      await messagesInC1z('example/acme.both.c1z'),
      await messagesInC1z('example/acme.run2.c1z'),
    ];
    for (const kind of ['resourceType', 'resource', 'entitlement', 'grant'] as const)
      assert.deepEqual(byText(both[kind]), byText(second[kind]), kind);
  });

  it('are read of every .c1z, of the newest sync alone', async () => {
    const counts: Record<string, number[]> = {};
    for (const name of c1zFixtures())
      counts[name] = Object.values(await messagesInC1z(name)).map(({ length }) => length);
    assert.deepEqual(counts, {
      'baton-file/sync.c1z': [2, 4, 3, 5],
      'baton-file/two-syncs.c1z': [2, 5, 3, 5],
      'example/acme.both.c1z': [2, 4, 3, 5],
      'example/acme.run1.c1z': [2, 4, 3, 5],
      'example/acme.run2.c1z': [2, 4, 3, 5],
      'example/via-baton-file.c1z': [2, 4, 3, 5],
    });
  });
});

describe('The messages in a C1 snapshot JSON', () => {
  it('are those of the .c1z of the same sync', async () => {
    for (const run of ['run1', 'run2']) {
      const inJson = await messagesOf(jsonRows(fixture(`acme.${run}.c1-snapshot.json`)));
      const inC1z = await messagesInC1z(`example/acme.${run}.c1z`);
      for (const kind of ['resourceType', 'resource', 'grant'] as const)
        assert.deepEqual(byText(inJson[kind]), byText(inC1z[kind]), kind);
      const names = (rows: JsonValue[]): unknown[] =>
        rows.map((row) => {
          const { id, displayName, description, slug } = row as Record<string, JsonValue>;
          return { id, displayName, description, slug };
        });
      assert.deepEqual(names(inJson.entitlement), names(inC1z.entitlement));
    }
  });
});
