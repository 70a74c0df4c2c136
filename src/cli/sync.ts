import { runJob } from '../jobs/run.ts';
import { LogtoClient } from '../logto/client.ts';
import { MOST_AT_ONCE } from '../logto/concurrency.ts';
import { toConnection, type Connection } from '../logto/connection.ts';
import { isComplete, missingIn, missingInShort } from '../snapshot/holes.ts';
import { USER_DETAILS, type SnapshotInfo, type UserDetails } from '../snapshot/model.ts';
import { vanishedText } from '../snapshot/vanishedText.ts';
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
} as const;

/** `sync`: reads a tenant into a snapshot file. The secret comes from the environment alone, never an argument. */
export async function syncCommand(args: readonly string[], engine: Engine): Promise<number> {
  const parsed = readArguments(args, OPTIONS, []);
  const connection = readConnection(parsed);
  const file = required(parsed, 'out');
  const name = optional(parsed, 'name') ?? new URL(connection.baseUrl).host;
  const concurrency = wholeNumber(parsed, 'concurrency', {
    fallback: MOST_AT_ONCE,
    least: 1,
    most: 64,
  });
  const userDetails = oneOf(parsed, 'user-details', USER_DETAILS, 'none');
  const justInTime = parsed.values['just-in-time'] === true;
  const request = { connection, secret: readSecret(), name, file, concurrency, userDetails, justInTime };
  const info = await syncToFile(engine, request);
  print(
    parsed.values.json === true
      ? JSON.stringify({ file, ...info, missing: missingIn(info) })
      : `${file}: ${syncedLine(info)}`,
  );
  warnOf(info, file);
  return 0;
}

/** Warns on standard error of what a pipeline must not take for the tenant's real state. */
function warnOf(info: SnapshotInfo, file: string): void {
  if (!isComplete(info)) tell(`Warning: ${file} is INCOMPLETE: ${missingInShort(info)}.`);
  if (info.vanished !== undefined)
    tell(
      `Warning: ${vanishedText(info)} are gone since the snapshot that ${file} held before. If that is not so, Logto Access may have lost a permission, or the server its data.`,
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
}

/** Runs a sync in the worker, with progress on standard error. */
export async function syncToFile(engine: Engine, request: SyncRequest): Promise<SnapshotInfo> {
  const { connection, secret, name, file, concurrency, userDetails = 'none', justInTime = false } = request;
  const source = new LogtoClient(connection, secret, { most: concurrency });
  const teller = new ProgressTeller();
  try {
    const tenant = { id: new URL(connection.baseUrl).host, name, baseUrl: connection.baseUrl };
    const wishes = { userDetails, justInTime, previous: file };
    const job = { file, tenant, version: engine.version, ...wishes };
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
