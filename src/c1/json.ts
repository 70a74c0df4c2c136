import type { JsonValue } from '@bufbuild/protobuf';
import { asTaken } from '../snapshot/lacks/asTaken.ts';
import { isComplete, missingIn } from '../snapshot/lacks/holes.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { Content } from './content.ts';
import { entitlementEntry, grantTexts, resourceEntry, resourceTypeEntry, userEntry } from './jsonEntries.ts';
import { entitlements, grants, principals, resources, resourceTypes } from './messages.ts';
import { PRODUCT, syncIdOf } from './ids.ts';
import type { ExportCounts } from './tally.ts';

/**
 * The C1 snapshot JSON v1 of a snapshot, row by row, a line each. Its arrays `users`, `resources`, `entitlements` and
 * `grants` are what C1's baton-file reads. Rows are sorted by id, so the same snapshot always gives the same text and
 * two snapshots differ only where their tenants do.
 */
export function* c1Json(content: Content): Generator<string> {
  const types = resourceTypes(content);
  yield `{\n"$schema": ${JSON.stringify(SCHEMA)}`;
  yield `,\n"snapshot": ${JSON.stringify(heading(asTaken(content.snapshot), types.length, content.announced))}`;
  yield* list('resource_types', types, written(resourceTypeEntry));
  yield* list('users', principals(content), written(userEntry));
  yield* list('resources', resources(content), written(resourceEntry));
  yield* list('entitlements', entitlements(content), written(entitlementEntry));
  yield* list('grants', grants(content), grantTexts());
  yield '\n}\n';
}

/** The name of the format's JSON Schema, as C1's examples have it; nothing is to be fetched there. */
const SCHEMA = 'https://example.invalid/c1-snapshot-v1.schema.json';

const wellFormed = (text: string): string => text.toWellFormed();

/**
 * What the sync was, as `baton stats -o json` says it: 64-bit counts are strings, users are resources too. The format
 * lets this object have more keys: an incomplete snapshot says in `missing` what it lacks, and one that waits for a person
 * to accept it in `vanished` how much of the one before is gone.
 */
function heading(
  info: SnapshotInfo,
  types: number,
  { users, resources, entitlements, grants }: ExportCounts,
): JsonValue {
  const [startedAt, endedAt] = [info.startedAt, info.endedAt].map((ms) => new Date(ms).toISOString());
  return {
    format: 'c1-snapshot',
    version: 1,
    sync: {
      id: syncIdOf(info),
      startedAt: startedAt ?? '',
      endedAt: endedAt ?? '',
      syncType: 'full',
    },
    source: { product: PRODUCT, baseUrl: info.baseUrl },
    stats: {
      resourceTypes: String(types),
      resources: String(users + resources),
      entitlements: String(entitlements),
      grants: String(grants),
    },
    ...(!isComplete(info) && { missing: missingIn(info).map(wellFormed) }),
    ...(info.vanished !== undefined && { vanished: { ...info.vanished } }),
  };
}

function written<Row>(entry: (row: Row) => object): (row: Row) => string {
  return (row) => JSON.stringify(entry(row));
}

function* list<Row>(key: string, rows: Iterable<Row>, text: (row: Row) => string): Generator<string> {
  yield `,\n"${key}": [`;
  let separator = '\n';
  for (const row of rows) {
    yield separator + text(row);
    separator = ',\n';
  }
  yield '\n]';
}
