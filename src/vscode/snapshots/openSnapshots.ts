import type * as vscode from 'vscode';
import { AccessError } from '../../errors.ts';
import { sentence } from '../../sentence.ts';
import type { Catalogue } from '../../snapshot/store/catalogue.ts';
import { Snapshot } from '../../snapshot/snapshot.ts';
import type { TenantStore } from '../../credentials/tenants.ts';

/** The snapshots that views and documents are reading, each opened once and by id. */
export class OpenSnapshots implements vscode.Disposable {
  readonly #catalogue: Catalogue;
  readonly #tenants: TenantStore;
  readonly #open = new Map<string, Snapshot>();
  /** Files from outside the catalogue that were compared or opened, by snapshot id. */
  readonly #outside = new Map<string, string>();

  constructor(catalogue: Catalogue, tenants: TenantStore) {
    this.#catalogue = catalogue;
    this.#tenants = tenants;
  }

  /** The snapshot with this id, open; an {@link AccessError} where it is gone. */
  get(id: string): Snapshot {
    const open = this.#open.get(id);
    if (open !== undefined) return open;
    const snapshot = Snapshot.open(this.fileOf(id));
    this.#open.set(id, snapshot);
    return snapshot;
  }

  /** The file of a snapshot, named by its id or by a path. */
  fileOf(idOrFile: string): string {
    const stored = this.#tenants.list().flatMap(({ id }) => this.#catalogue.list(id));
    const file = stored.find(({ info }) => info.id === idOrFile)?.file ?? this.#outside.get(idOrFile);
    if (file !== undefined) return file;
    if (looksLikePath(idOrFile)) return idOrFile;
    throw new AccessError(sentence`There is no snapshot ${idOrFile}.`, {
      code: 'snapshot.missing',
      hint: sentence`It may have been removed; choose another in the Snapshots view.`,
    });
  }

  /** Remembers where a snapshot from outside the catalogue lies, so that its documents can be opened. */
  remember(id: string, file: string): void {
    this.#outside.set(id, file);
  }

  /** Whether the file is one of those from outside the catalogue that something may show. */
  remembers(file: string): boolean {
    return [...this.#outside.values()].includes(file);
  }

  /** Closes a snapshot from outside the catalogue, before its file is removed. */
  forget(id: string): void {
    this.#open.get(id)?.close();
    this.#open.delete(id);
    this.#outside.delete(id);
  }

  /** Closes a tenant's snapshots, before their files are removed. */
  closeTenant(tenantId: string): void {
    for (const [id, snapshot] of this.#open) {
      if (snapshot.info.tenantId !== tenantId) continue;
      snapshot.close();
      this.#open.delete(id);
    }
  }

  dispose(): void {
    for (const snapshot of this.#open.values()) snapshot.close();
    this.#open.clear();
  }
}

function looksLikePath(text: string): boolean {
  return /[\\/.]/.test(text);
}
