import { fromBinary, type DescMessage, type MessageShape } from '@bufbuild/protobuf';
import { setImmediate } from 'node:timers/promises';
import { throwIfCancelled } from '../../errors.ts';
import { EntitlementSchema, GrantSchema, ResourceSchema, ResourceTypeSchema } from '../gen/connector_pb.js';
import { PRODUCT } from '../ids.ts';
import { C1zFile, type C1zTable } from './c1zFile.ts';
import { reading, refused } from './failures.ts';
import type { C1Row, C1Sync, ReadOptions } from './rows.ts';
import { timeOfText } from './time.ts';

/** Rows between two looks at whether somebody cancelled. */
const ROWS_AT_ONCE = 500;

/** Reads the newest finished sync of an unpacked .c1z row by row. */
export async function* c1zRows(
  database: string,
  { signal, onProgress }: ReadOptions = {},
): AsyncGenerator<C1Row> {
  const file = new C1zFile(database);
  try {
    const sync = newest(file);
    yield { kind: 'sync', sync };
    const total = TABLES.reduce((sum, [table]) => sum + file.count(table, sync.id), 0);
    let done = 0;
    for (const row of rowsOf(file, sync.id)) {
      yield row;
      if (++done % ROWS_AT_ONCE !== 0) continue;
      onProgress?.({ done, total });
      await setImmediate();
      throwIfCancelled(signal);
    }
  } finally {
    file.close();
  }
}

function newest(file: C1zFile): C1Sync {
  const found = file.newestSync();
  if (found === undefined)
    throw refused(
      'no full sync in it was finished',
      'Let the connector finish a sync, and copy the file again.',
      'c1.unfinished',
    );
  const { sync_id, started_at, ended_at } = found.newest;
  return reading('the newest sync', () => ({
    id: String(sync_id),
    startedAt: timeOfText(String(started_at)),
    endedAt: timeOfText(String(ended_at)),
    ...{ product: PRODUCT, olderSyncs: found.older, missing: [] },
  }));
}

/** How the data of each table is read, each after those it names. */
const TABLES: readonly (readonly [table: C1zTable, read: (data: Uint8Array) => C1Row])[] = [
  ['resource_types', (data) => ({ kind: 'resourceType', message: parse(ResourceTypeSchema, data) })],
  ['resources', (data) => ({ kind: 'resource', message: parse(ResourceSchema, data) })],
  ['entitlements', (data) => ({ kind: 'entitlement', message: parse(EntitlementSchema, data) })],
  ['grants', (data) => ({ kind: 'grant', message: parse(GrantSchema, data) })],
];

function* rowsOf(file: C1zFile, syncId: string): Generator<C1Row> {
  for (const [table, read] of TABLES)
    for (const { where, data } of file.messages(table, syncId)) yield reading(where, () => read(data));
}

/** Fields that are newer than this are left aside. */
function parse<S extends DescMessage>(schema: S, data: Uint8Array): MessageShape<S> {
  return fromBinary(schema, data, { readUnknownFields: false });
}
