import * as vscode from 'vscode';
import { AccessError } from '../../errors.ts';
import type { Catalogue, StoredSnapshot } from '../../snapshot/store/catalogue.ts';
import { CONTEXT_KEYS } from '../contract.ts';
import { setContext } from '../emitters.ts';

/** Snapshots that were deleted together, each with where it lies until the session ends. */
export type Deletion = readonly { readonly id: string; readonly tenantId: string; readonly aside: string }[];

/** What was deleted in this session, so that it can be brought back; with the session it is gone for good. */
export class DeletedSnapshots implements vscode.Disposable {
  readonly #catalogue: Catalogue;
  readonly #swept = new Set<string>();
  #deletions: readonly Deletion[] = [];

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** The last deletion that can be undone. */
  get last(): Deletion | undefined {
    return this.#deletions.at(-1);
  }

  /** Takes snapshots out of the catalogue, which nothing may have open. */
  delete(stored: readonly StoredSnapshot[]): Deletion {
    const deletion: Deletion[number][] = [];
    try {
      for (const { file, info } of stored)
        deletion.push({ id: info.id, tenantId: info.tenantId, aside: this.#catalogue.setAside(file) });
    } finally {
      if (deletion.length > 0) this.#set([...this.#deletions, deletion]); // what went away before one could not
    }
    return deletion;
  }

  /** Puts back what a deletion took away; an {@link AccessError} where that was done, or is too late. */
  undo(deletion: Deletion | undefined): Deletion {
    if (deletion === undefined || !this.#deletions.includes(deletion)) throw nothingToUndo();
    const left = [...deletion];
    try {
      for (const { aside } of deletion) {
        this.#catalogue.bringBack(aside);
        left.shift();
      }
    } finally {
      // what cannot be put back can be tried again
      this.#set(
        this.#deletions.map((one) => (one === deletion ? left : one)).filter(({ length }) => length > 0),
      );
    }
    return deletion;
  }

  /** Removes what earlier sessions deleted of a tenant and could not remove at their end; once is enough. */
  sweep(tenantId: string): void {
    if (this.#swept.has(tenantId)) return;
    this.#swept.add(tenantId);
    try {
      this.#catalogue.sweepAside(tenantId);
    } catch {
      // what is in use stays for the next session
    }
  }

  /** Forgets what was deleted of a tenant. */
  forget(tenantId: string): void {
    const others = this.#deletions.map((deletion) => deletion.filter((one) => one.tenantId !== tenantId));
    this.#set(others.filter((deletion) => deletion.length > 0));
    this.#catalogue.removeAside(tenantId);
  }

  dispose(): void {
    for (const { tenantId } of this.#deletions.flat()) this.#catalogue.removeAside(tenantId);
  }

  #set(deletions: readonly Deletion[]): void {
    this.#deletions = deletions;
    setContext(CONTEXT_KEYS.canUndoDelete, deletions.length > 0);
  }
}

function nothingToUndo(): AccessError {
  return new AccessError(vscode.l10n.t('There is no deleted snapshot to bring back.'), {
    code: 'snapshot.missing',
    hint: vscode.l10n.t('A deletion can be undone once, until the window is closed.'),
  });
}
