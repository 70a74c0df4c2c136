import { join } from 'node:path';
import { toJson, type DescMessage, type JsonValue, type MessageShape } from '@bufbuild/protobuf';
import {
  EntitlementSchema,
  GrantSchema,
  ResourceSchema,
  ResourceTypeSchema,
} from '../../../../../src/c1/gen/connector_pb.js';
import { annotations } from '../../../../../src/c1/jsonEntries.ts';
import { c1zRows } from '../../../../../src/c1/read/c1zRows.ts';
import type { C1Row, C1Sync } from '../../../../../src/c1/read/rows.ts';
import { unpack } from '../../../../../src/c1/read/unpack.ts';
import { withFolder } from '../../../../support/snapshots.ts';
import { fixture } from './files.ts';

/** A message as protojson. */
export type Message = Record<string, JsonValue>;

/** What a C1 file holds: its messages by kind as protojson, and of which sync they are. */
export interface Messages {
  readonly sync: C1Sync;
  readonly resourceType: readonly Message[];
  readonly resource: readonly Message[];
  readonly entitlement: readonly Message[];
  readonly grant: readonly Message[];
}

export const KINDS = ['resourceType', 'resource', 'entitlement', 'grant'] as const;

export async function messagesOf(rows: AsyncIterable<C1Row>): Promise<Messages> {
  let sync: C1Sync | undefined;
  const messages = { resourceType: [], resource: [], entitlement: [], grant: [] } as Record<
    (typeof KINDS)[number],
    Message[]
  >;
  for await (const row of rows) {
    if (row.kind === 'sync') sync = row.sync;
    else messages[row.kind].push(toProtojson(row) as Message);
  }
  if (sync === undefined) throw new Error('No sync came');
  return { sync, ...messages };
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

/** What our reader makes of one of C1's own files. */
export function messagesInC1z(name: string): Promise<Messages> {
  return withFolder(async (folder) => {
    const database = join(folder, 'database');
    await unpack(fixture(name), database);
    return messagesOf(c1zRows(database));
  });
}

/** Values as texts, sorted, whatever the order of their keys. */
export function byText(values: readonly unknown[]): string[] {
  return values.map((value) => JSON.stringify(sorted(value))).sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
