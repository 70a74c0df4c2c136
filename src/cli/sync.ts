import { rmSync, statSync } from 'node:fs';
import { join, parse } from 'node:path';
import { runJob } from '../jobs/run.ts';
import { LogtoClient } from '../logto/client.ts';
import { MOST_AT_ONCE } from '../logto/concurrency.ts';
import { toConnection, type Connection } from '../logto/connection.ts';
import { infoOrWhy, isUnreadable } from '../snapshot/store/unreadable.ts';
import { factsFileOf, SNAPSHOT_SUFFIX } from '../snapshot/store/facts.ts';
import { removeDatabase } from '../snapshot/store/removeDatabase.ts';
import { isComplete, missingIn, missingInShort } from '../snapshot/lacks/holes.ts';
import { USER_DETAILS, type SnapshotInfo, type UserDetails } from '../snapshot/model.ts';
import { vanishedText } from '../snapshot/lacks/vanishedText.ts';
import type { SyncJob } from '../sync/sync.ts';
import {
  oneOf,
  optional,
  readArguments,
  required,
  UsageError,
  wholeNumber,
  type Parsed,
} from './arguments.ts';
import type { Engine } from './engine.ts';
import { tellWhatIsGoneOnWith, tellWhatIsKept } from './keptWork.ts';
import { print, syncedLine, tell } from './output.ts';
import { ProgressTeller, syncLine } from './progress.ts';

const OPTIONS = {
  'base-url': { type: 'string' },
  'client-id': { type: 'string' },
  'token-url': { type: 'string' },
  resource: { type: 'string' },
  name: { type: 'string' },
  concurrency: { type: 'string' },
  'user-details': { type: 'string' },
  'just-in-time': { type: 'boolean' },
  out: { type: 'string' },
  'allow-http': { type: 'boolean' },
  json: { type: 'boolean' },
  afresh: { type: 'boolean' },
  'accept-vanished': { type: 'boolean' },
} as const;

/** How a sync ends besides 0 and the codes of errors: as for `diff`, not everything is well. */
const INCOMPLETE = 1;
const VANISHED = 3;

/** `sync`: reads a tenant into a snapshot file. The secret comes from the environment alone, never an argument. */
export async function syncCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, []);
  const connection = readConnection(parsed);
  const file = outOf(parsed);
  const name = optional(parsed, 'name') ?? new URL(connection.baseUrl).host;
  const concurrency = wholeNumber(parsed, 'concurrency', {
    fallback: MOST_AT_ONCE,
    least: 1,
    most: 64,
  });
  const userDetails = oneOf(parsed, 'user-details', USER_DETAILS, 'none');
  const justInTime = parsed.values['just-in-time'] === true;
  const isAccepted = parsed.values['accept-vanished'] === true;
  const info = await syncToFile(engine, {
    ...{ connection, secret: readSecret(), name, file, concurrency, userDetails, justInTime },
    ...{ keepsWork: true, afresh: parsed.values.afresh === true },
    ...(!isAccepted && { vanishedFile: vanishedFileOf(file) }),
  });
  const isDoubtful = info.vanished !== undefined && !isAccepted;
  const written = isDoubtful ? vanishedFileOf(file) : file;
  print(
    parsed.values.json === true
      ? JSON.stringify({ file: written, ...info, missing: missingIn(info) })
      : `${written}: ${syncedLine(info)}`,
  );
  if (!isComplete(info)) tell(`Warning: ${written} is INCOMPLETE: ${missingInShort(info)}.`);
  if (isDoubtful) warnOfVanished(info, file, written);
  if (isAccepted) removeDoubted(vanishedFileOf(file), info);
  if (isDoubtful) return VANISHED;
  return isComplete(info) ? 0 : INCOMPLETE;
}

/** Where a snapshot goes in which most of the one in `file` is gone. */
function vanishedFileOf(file: string): string {
  const { dir, name, base } = parse(file);
  return join(dir, `${base.endsWith(SNAPSHOT_SUFFIX) ? name : base}.vanished${SNAPSHOT_SUFFIX}`);
}

/** Removes an earlier snapshot of the tenant that waited to be accepted: the new one is in its place. */
function removeDoubted(file: string, { tenantId }: SnapshotInfo): void {
  const doubted = infoOrWhy(file);
  if (isUnreadable(doubted) || doubted.vanished === undefined || doubted.tenantId !== tenantId) return;
  removeDatabase(file);
  rmSync(factsFileOf(file), { force: true });
  tell(`Removed ${file}, which waited to be accepted.`);
}

/** Warns on standard error of what a pipeline must not take for the tenant's real state. */
function warnOfVanished(info: SnapshotInfo, file: string, written: string): void {
  tell(
    `Warning: ${vanishedText(info)} are gone since the snapshot in ${file}, which stays as it is; the new one is in ${written}. If they are not gone, Logto Access may have lost a permission, or the server its data: mend that and sync again. If they are, sync again with --accept-vanished.`,
  );
}

export interface SyncRequest {
  readonly connection: Connection;
  readonly secret: string;
  readonly name: string;
  readonly file: string;
  readonly concurrency: number;
  readonly userDetails?: UserDetails;
  readonly justInTime?: boolean;
  readonly keepsWork?: boolean;
  readonly afresh?: boolean;
  /** Where it goes when most of the snapshot in `file` is gone; left out, it is not compared with that one. */
  readonly vanishedFile?: string;
}

/** Runs a sync in the worker, with progress on standard error. */
export async function syncToFile(engine: Engine, request: SyncRequest): Promise<SnapshotInfo> {
  const job = jobOf(request, engine.version);
  tellWhatIsGoneOnWith(job);
  try {
    return await runSync(engine, job, request);
  } catch (error) {
    tellWhatIsKept(job);
    throw error;
  }
}

async function runSync(
  engine: Engine,
  job: SyncJob,
  { connection, secret, concurrency }: SyncRequest,
): Promise<SnapshotInfo> {
  const source = new LogtoClient(connection, secret, { most: concurrency });
  const teller = new ProgressTeller();
  try {
    return await runJob(engine.workerFile, 'sync', job, {
      source,
      onProgress: (progress) => teller.tell(syncLine(progress)),
      signal: engine.signal,
    });
  } finally {
    teller.end();
    source.close();
  }
}

function jobOf(request: SyncRequest, version: string): SyncJob {
  const { connection, name, file, userDetails = 'none', justInTime = false, vanishedFile } = request;
  const { keepsWork = false, afresh = !keepsWork } = request;
  return {
    ...{ file, version, userDetails, justInTime, keepsWork, afresh },
    tenant: { id: new URL(connection.baseUrl).host, name, baseUrl: connection.baseUrl },
    ...(vanishedFile !== undefined && { previous: file, vanishedFile }),
  };
}

/** Where the snapshot is to go; a sync is too long to find out at its end that it cannot. */
function outOf(parsed: Parsed): string {
  const file = required(parsed, 'out');
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`${file} is a folder: name a file in it with --out.`);
  return file;
}

function readConnection(parsed: Parsed): Connection {
  return toConnection({
    baseUrl: required(parsed, 'base-url'),
    clientId: required(parsed, 'client-id'),
    tokenUrl: optional(parsed, 'token-url'),
    resource: optional(parsed, 'resource'),
    allowHttp: parsed.values['allow-http'] === true,
  });
}

function readSecret(): string {
  const secret = process.env.LOGTO_CLIENT_SECRET;
  if (secret === undefined || secret === '') {
    throw new UsageError(
      'The App Secret is read from the environment variable LOGTO_CLIENT_SECRET, which is not set.',
    );
  }
  return secret;
}
