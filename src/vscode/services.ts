import * as vscode from 'vscode';
import type { Answer } from '../access/answers/answer.ts';
import type { Question } from '../access/question.ts';
import { TenantStore } from '../credentials/tenants.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Comparison } from '../changes/model.ts';
import { Catalogue } from '../snapshot/store/catalogue.ts';
import { Accepted } from './snapshots/accepted.ts';
import type { CommandHandlers } from './commands/command.ts';
import { createVault } from './tenants/createVault.ts';
import { DeletedSnapshots } from './snapshots/deletedSnapshots.ts';
import { Deltas } from './changes/deltas.ts';
import type { Texts } from './documents/texts.ts';
import { Watched } from './emitters.ts';
import { FilesInUse } from './snapshots/filesInUse.ts';
import { LastFailures } from './syncs/lastFailures.ts';
import { LastFormat } from './exports/lastFormat.ts';
import { Latest } from './latest.ts';
import { LookStore } from './views/lookStore.ts';
import { OpenedFiles } from './snapshots/openedFiles.ts';
import { OpenSnapshots } from './snapshots/openSnapshots.ts';
import { SecretChanges } from './tenants/secretChanges.ts';
import { syncSettings, type SyncSettings } from './settings.ts';
import { Syncs } from './syncs/syncs.ts';
import { TenantAccess } from './tenants/tenantAccess.ts';

/** A question, and the snapshot that it is asked of. */
export interface OpenAnswer {
  readonly snapshotId: string;
  readonly question: Question;
  readonly answer: Answer;
}

/** What the features share. */
export interface Services {
  readonly log: vscode.LogOutputChannel;
  readonly commands: CommandHandlers;
  readonly tenants: TenantStore;
  readonly vault: Vault;
  readonly secretChanges: SecretChanges;
  /** Opens tenants for reading. */
  readonly access: TenantAccess;
  readonly catalogue: Catalogue;
  /** Which snapshots a person took although most of the one before is gone in them. */
  readonly accepted: Accepted;
  /** How each run differs from the one before it. */
  readonly deltas: Deltas;
  /** Snapshots that were deleted in this session and can be brought back. */
  readonly deleted: DeletedSnapshots;
  readonly snapshots: OpenSnapshots;
  readonly lastFormat: LastFormat;
  /** Files that were opened from outside the catalogue. */
  readonly files: OpenedFiles;
  readonly syncs: Syncs;
  /** The snapshot that the Access view shows of a tenant where it is not the newest: tenant id to snapshot id. */
  readonly shown: Watched<ReadonlyMap<string, string>>;
  /** How the Access view is sorted, grouped and filtered. */
  readonly look: LookStore;
  /** The comparison that the Changes view shows. */
  readonly comparison: Watched<Comparison | undefined>;
  /** The comparison that was asked for last. */
  readonly comparing: Latest;
  /** The question whose answer is shown. */
  readonly answer: Watched<OpenAnswer | undefined>;
  /** What scheduled syncs found that nobody has looked at: by tenant id. */
  readonly unseen: Watched<ReadonlyMap<string, Unseen>>;
  /** The snapshots that a message offers to compare with the newest: tenant id to snapshot id. */
  readonly offered: Map<string, string>;
  /** What jobs are reading. */
  readonly inUse: FilesInUse;
  /** Gives the ids of the runs that are selected in the Snapshots view, once that is there. */
  readonly selectedRuns: Watched<() => readonly string[]>;
  /** Documents that were made once, to be read. */
  readonly texts: Texts;
  /** The bundle of the worker thread. */
  readonly workerFile: string;
}

/** What changed that nobody has looked at. */
export interface Unseen {
  /** The id of the snapshot that they are measured against. */
  readonly since: string;
  /** How many there are; none where nothing is certain yet. */
  readonly changes: number;
}

/** Makes what the features share; nothing here reads a file, asks the keychain or sends a request. */
export function createServices(
  context: vscode.ExtensionContext,
  { texts, version }: { readonly texts: Texts; readonly version: string },
): Services {
  const log = vscode.window.createOutputChannel('Logto Access', { log: true });
  const tenants = new TenantStore(context.globalState);
  const vault = createVault(context, tenants, log);
  const catalogue = new Catalogue(context.globalStorageUri.fsPath);
  const snapshots = new OpenSnapshots(catalogue, tenants);
  const workerFile = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.js').fsPath;
  const files = new OpenedFiles(workerFile, snapshots);
  const access = new TenantAccess(vault, catalogue);
  const accepted = new Accepted(catalogue, context.globalState);
  const lastFormat = new LastFormat(context.globalState);
  const look = new LookStore(context.globalState);
  const settings = (): SyncSettings =>
    syncSettings((key) => vscode.workspace.getConfiguration('logtoAccess').get(key));
  const failures = new LastFailures(context.globalState);
  const syncs = new Syncs({ access, catalogue, accepted, failures, settings, workerFile, version, log });
  const shown = new Watched<ReadonlyMap<string, string>>(new Map());
  const comparison = new Watched<Comparison | undefined>(undefined);
  const answer = new Watched<OpenAnswer | undefined>(undefined);
  const deltas = new Deltas(catalogue, workerFile, log);
  const deleted = new DeletedSnapshots(catalogue);
  const unseen = new Watched<ReadonlyMap<string, Unseen>>(new Map());
  const offered = new Map<string, string>();
  const selectedRuns = new Watched<() => readonly string[]>(() => []);
  const stored = { catalogue, accepted, deltas, deleted, snapshots, files };
  const runs = { ...stored, shown, unseen, offered, inUse: new FilesInUse(), selectedRuns };
  context.subscriptions.push(log, snapshots, files, syncs, shown, comparison, answer);
  context.subscriptions.push(deltas, deleted, unseen, selectedRuns);
  const asked = { look, syncs, comparison, comparing: new Latest(), answer, texts };
  const secrets = { vault, secretChanges: new SecretChanges() };
  return { log, commands: new Map(), tenants, ...secrets, access, lastFormat, workerFile, ...asked, ...runs };
}
