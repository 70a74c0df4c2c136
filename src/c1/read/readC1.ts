import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { Hole, SnapshotInfo } from '../../snapshot/model.ts';
import { removeDatabase } from '../../snapshot/store/removeDatabase.ts';
import { storageFailure } from '../../snapshot/store/storageFailure.ts';
import { SnapshotWriter } from '../../snapshot/write/writer.ts';
import { oneLine } from '../../words.ts';
import { PRODUCT } from '../ids.ts';
import { c1zRows } from './c1zRows.ts';
import { damaged, namingFile } from './failures.ts';
import { Importer } from './importer.ts';
import { jsonRows } from './jsonRows.ts';
import { kindOf } from './kind.ts';
import type { C1Row, C1Sync, ReadOptions } from './rows.ts';
import { unpack } from './unpack.ts';

/** A C1 file to read, and the snapshot file to make of it. */
export interface ReadJob {
  readonly file: string;
  readonly into: string;
}

/**
 * Reads a C1 snapshot JSON or a .c1z into a snapshot file, so that it can be browsed, compared and exported as any
 * other. An {@link AccessError} says what is wrong with a file; nothing is left of one that fails or is cancelled.
 */
export async function readC1({ file, into }: ReadJob, options: ReadOptions = {}): Promise<SnapshotInfo> {
  const kind = kindOf(file);
  const unpacked = `${into}.unpacked`;
  try {
    if (kind === 'c1z') await unpack(file, unpacked, options);
    const rows = kind === 'c1z' ? c1zRows(unpacked, options) : jsonRows(file, options);
    return await write(rows, file, into, kind === 'c1z' ? 'C1Z' : 'C1 snapshot JSON');
  } catch (error) {
    throw storageFailure(namingFile(error, file), into);
  } finally {
    removeDatabase(unpacked);
  }
}

async function write(
  rows: AsyncIterable<C1Row>,
  file: string,
  into: string,
  format: NonNullable<SnapshotInfo['c1']>['format'],
): Promise<SnapshotInfo> {
  const writer = new SnapshotWriter(into);
  try {
    const importer = new Importer(writer);
    const sync = await putAll(rows, importer);
    const holes = [...importer.finish(), ...holesOf(sync)];
    const counts = writer.counts();
    const info: SnapshotInfo = {
      ...describe(sync, file),
      ...{ counts, holes, userDetails: importer.knowledge.userDetails },
      verified: `Read from a ${format} file.`,
      c1: {
        ...{ format, syncId: sync.id, olderSyncs: sync.olderSyncs, unknown: importer.knowledge.unknown },
        foreign: sync.product !== PRODUCT || importer.isForeign(counts),
      },
    };
    writer.finish(info);
    return info;
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

async function putAll(rows: AsyncIterable<C1Row>, importer: Importer): Promise<C1Sync> {
  let sync: C1Sync | undefined;
  for await (const row of rows) {
    if (row.kind === 'sync') sync = row.sync;
    else put(row, importer);
  }
  if (sync === undefined) throw damaged('it does not say which sync it holds');
  return sync;
}

function put(row: Exclude<C1Row, { kind: 'sync' }>, importer: Importer): void {
  switch (row.kind) {
    case 'resourceType': {
      importer.addResourceType(row.message);
      return;
    }
    case 'resource': {
      importer.addResource(row.message);
      return;
    }
    case 'entitlement': {
      importer.addEntitlement(row.message);
      return;
    }
    case 'grant': {
      importer.addGrant(row.message);
      return;
    }
  }
}

/**
 * The snapshot has an id of its own: it may be open beside the one that was exported, which holds more, and beside
 * another file of the same sync.
 */
function describe(
  { id, startedAt, endedAt, baseUrl = '', vanished }: C1Sync,
  file: string,
): Omit<SnapshotInfo, 'counts' | 'holes' | 'userDetails' | 'verified'> {
  const address = oneLine(baseUrl); // it is anything that somebody wrote, and is printed
  const host = URL.canParse(address) ? new URL(address).host : '';
  return {
    ...{
      id: `c1:${id}:${shortHash(resolve(file))}`,
      tenantId: host || basename(file),
      tenantName: host || basename(file),
    },
    baseUrl: address,
    ...{ startedAt, endedAt, workedMs: endedAt - startedAt, writtenBy: 'C1', requests: 0 },
    ...{ plannedRequests: 0, repairRequests: 0, justInTime: false },
    ...(vanished && { vanished }),
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** Which of its lists an incomplete export lacks rows of, it says in words alone: it may be any. */
function holesOf({ missing }: C1Sync): Hole[] {
  if (missing.length === 0) return [];
  const reason = `the exported snapshot was incomplete: ${missing.join('; ')}`;
  return (['users', 'organizations', 'members', 'organizationRoles'] as const).map((list) => ({
    in: list,
    reason,
  }));
}
