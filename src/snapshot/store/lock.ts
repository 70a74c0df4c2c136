import { statSync, unlinkSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AccessError } from '../../errors.ts';
import { sentence } from '../../sentence.ts';

/** Two that come at once get out of each other's way within this time, and one of them wins. */
const PATIENCE_MS = 200;

/**
 * A lock between windows and processes that ends with the process that holds it, however that ends: the lock SQLite
 * takes on an empty file. The file is there only as long as the lock is held, or until the next one after a kill.
 */
export class Lock {
  readonly #file: string;
  readonly #database: DatabaseSync;

  private constructor(file: string) {
    this.#file = file;
    this.#database = new DatabaseSync(file);
  }

  /** Takes the lock; an {@link AccessError} where another one holds it. */
  static take(file: string): Lock {
    for (;;) {
      const before = identityOf(file);
      const lock = new Lock(file);
      lock.#hold();
      // Who held it until now may have removed the file that was opened: then the lock is on nothing.
      if (before !== undefined && before === identityOf(file)) return lock;
      lock.#database.close();
    }
  }

  get isHeld(): boolean {
    return this.#database.isOpen;
  }

  release(): void {
    if (!this.isHeld) return;
    const isRemoved = this.#remove(); // while it is held: afterwards it may be another one's
    this.#database.close();
    if (!isRemoved) this.#remove(); // Windows removes no open file, and so never another one's
  }

  /** Begins what is never committed, so that nothing is ever written. */
  #hold(): void {
    try {
      this.#database.exec(
        `pragma busy_timeout = ${PATIENCE_MS}; pragma journal_mode = memory; begin exclusive`,
      );
    } catch (error) {
      this.#database.close();
      throw heldElsewhere(error);
    }
  }

  #remove(): boolean {
    try {
      unlinkSync(this.#file);
      return true;
    } catch {
      return false;
    }
  }
}

/** Tells a file from any other that lay or will lie there, though its number may be used again; undefined for none. */
function identityOf(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.ino} ${found.birthtimeNs}`;
}

/** Says in words that another process holds a file; any other error stays as it is. */
export function heldElsewhere(cause: unknown): unknown {
  if (!(cause instanceof Error && /database is locked/.test(cause.message))) return cause;
  return new AccessError(sentence`The tenant is being synced by another window or process.`, {
    code: 'sync.elsewhere',
    hint: sentence`Wait for it: its snapshot appears here too.`,
    cause,
  });
}
