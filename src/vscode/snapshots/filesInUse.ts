import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { AccessError, CancelledError } from '../../errors.ts';

/** Which files jobs are reading: retention leaves them alone, and what a person deletes meanwhile is noticed. */
export class FilesInUse {
  readonly #jobs = new Set<readonly string[]>();

  has(file: string): boolean {
    return [...this.#jobs].some((files) => files.includes(file));
  }

  /** Runs a job that reads files; an {@link AccessError} where one of them is gone at its end. */
  async during<T>(files: readonly string[], job: () => PromiseLike<T>): Promise<T> {
    const there = files.filter((file) => existsSync(file));
    this.#jobs.add(there);
    try {
      const result = await job();
      throwIfGone(there);
      return result;
    } catch (error) {
      if (!(error instanceof CancelledError)) throwIfGone(there); // which is why it failed
      throw error;
    } finally {
      this.#jobs.delete(there);
    }
  }
}

function throwIfGone(files: readonly string[]): void {
  if (files.every((file) => existsSync(file))) return;
  throw new AccessError(vscode.l10n.t('A snapshot was deleted while it was read.'), {
    code: 'snapshot.missing',
    hint: vscode.l10n.t('Bring it back, or choose another in the Snapshots view.'),
  });
}
