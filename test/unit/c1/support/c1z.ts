import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { createRegistry, fromBinary, toJson, type DescMessage, type JsonValue } from '@bufbuild/protobuf';
import * as c1 from '../../../../src/c1/gen/connector_pb.js';
import { withFolder } from '../../../support/snapshots.ts';

export type Row = Record<string, unknown>;

/** The messages' tables of a .c1z, and what is in them. */
export const MESSAGES = {
  v1_resource_types: c1.ResourceTypeSchema,
  v1_resources: c1.ResourceSchema,
  v1_entitlements: c1.EntitlementSchema,
  v1_grants: c1.GrantSchema,
} as const satisfies Record<string, DescMessage>;

const registry = createRegistry(c1.file_connector);

/** A .c1z opened by what Node has, without anything of ours. */
export async function withC1z<T>(file: string, look: (database: DatabaseSync) => T): Promise<T> {
  const bytes = readFileSync(file);
  if (bytes.toString('latin1', 0, 5) !== 'C1ZF\0') throw new Error(`${file} is no .c1z`);
  return withFolder((folder) => {
    const unpacked = join(folder, 'a.db');
    writeFileSync(unpacked, zstdDecompressSync(bytes.subarray(5)));
    const database = new DatabaseSync(unpacked, { readOnly: true });
    try {
      return look(database);
    } finally {
      database.close();
    }
  });
}

export function rowsOf(database: DatabaseSync, table: string): Row[] {
  return database.prepare(`select * from ${table} order by id`).all();
}

/** The rows of a table with their messages as protojson. */
export function decoded(database: DatabaseSync, table: keyof typeof MESSAGES): (Row & { data: JsonValue })[] {
  return rowsOf(database, table).map((row) => ({
    ...row,
    data: protojson(MESSAGES[table], row.data as Uint8Array),
  }));
}

function protojson(schema: DescMessage, data: Uint8Array): JsonValue {
  return toJson(schema, fromBinary(schema, data), { registry });
}
