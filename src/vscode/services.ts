import * as vscode from 'vscode';
import { TenantStore } from '../credentials/tenants.ts';
import type { Vault } from '../credentials/vault.ts';
import type { Comparison } from '../changes/model.ts';
import { Catalogue } from '../snapshot/catalogue.ts';
import { Accepted } from './accepted.ts';
import { createVault } from './createVault.ts';
import { Watched } from './emitters.ts';
import { OpenSnapshots } from './openSnapshots.ts';
import { syncSettings, type SyncSettings } from './settings.ts';
import { Syncs } from './syncs.ts';
import { TenantAccess } from './tenantAccess.ts';

/** What the features share. */
export interface Services {
  readonly log: vscode.LogOutputChannel;
  readonly tenants: TenantStore;
  readonly vault: Vault;
  readonly catalogue: Catalogue;
  /** Which snapshots a person took although most of the one before is gone in them. */
  readonly accepted: Accepted;
  readonly snapshots: OpenSnapshots;
  readonly syncs: Syncs;
  /** The snapshot that the Access view shows of a tenant where it is not the newest: tenant id to snapshot id. */
  readonly shown: Watched<ReadonlyMap<string, string>>;
  /** The comparison that the Changes view shows. */
  readonly comparison: Watched<Comparison | undefined>;
  /** The bundle of the worker thread. */
  readonly workerFile: string;
}

/** Makes what the features share; nothing here reads a file, asks the keychain or sends a request. */
export function createServices(context: vscode.ExtensionContext, version: string): Services {
  const log = vscode.window.createOutputChannel('Logto Access', { log: true });
  const tenants = new TenantStore(context.globalState);
  const vault = createVault(context, tenants, log);
  const catalogue = new Catalogue(context.globalStorageUri.fsPath);
  const snapshots = new OpenSnapshots(catalogue, tenants);
  const workerFile = vscode.Uri.joinPath(context.extensionUri, 'dist', 'worker.cjs').fsPath;
  const access = new TenantAccess(vault, catalogue);
  const accepted = new Accepted(context.globalState);
  const settings = (): SyncSettings =>
    syncSettings((key) => vscode.workspace.getConfiguration('logtoAccess').get(key));
  const syncs = new Syncs({ access, catalogue, accepted, settings, workerFile, version, log });
  const shown = new Watched<ReadonlyMap<string, string>>(new Map());
  const comparison = new Watched<Comparison | undefined>(undefined);
  context.subscriptions.push(log, snapshots, syncs, shown, comparison);
  return { log, tenants, vault, catalogue, accepted, snapshots, syncs, shown, comparison, workerFile };
}
