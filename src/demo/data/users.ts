import type { UserRow } from './rows.ts';
import { Table } from './table.ts';
import { Memo } from './memo.ts';

/** The users, with the orders and the index that lists and searches need, each built once after a change. */
export class UserTable extends Table<UserRow> {
  readonly #rows = new Memo<readonly UserRow[]>(() => this.version);
  readonly #ids = new Memo<readonly string[]>(() => this.version);
  readonly #positions = new Memo<ReadonlyMap<string, number>>(() => this.version);

  /** All users, the newest first. */
  newestFirst(): readonly UserRow[] {
    return this.#rows.get('newest', () => byNewest(this.list()));
  }

  /** The users whose id begins with `prefix`, the newest first. */
  withIdPrefix(prefix: string): readonly UserRow[] {
    const ids = this.#ids.get('sorted', () =>
      this.list()
        .map((user) => user.id)
        .sort(),
    );
    const found: UserRow[] = [];
    for (let index = firstAtLeast(ids, prefix); ids[index]?.startsWith(prefix) === true; index++) {
      found.push(this.get(ids[index] as string) as UserRow);
    }
    return byNewest(found);
  }

  /** The users of some ids, the newest first; unknown ids are left out. */
  withIds(ids: Iterable<string>): readonly UserRow[] {
    return byNewest([...ids].flatMap((id) => this.get(id) ?? []));
  }

  /** At most `count` of some ids, in heap order. */
  firstInHeap(ids: readonly string[], count: number): readonly UserRow[] {
    const positions = this.#positions.get(
      'heap',
      () => new Map(this.list().map((user, at) => [user.id, at])),
    );
    const sorted = [...ids].sort((a, b) => (positions.get(a) ?? 0) - (positions.get(b) ?? 0));
    return sorted.slice(0, count).flatMap((id) => this.get(id) ?? []);
  }
}

function byNewest(users: readonly UserRow[]): readonly UserRow[] {
  return [...users].sort((a, b) => b.createdAt - a.createdAt);
}

/** Where `value` would stand in a sorted list. */
function firstAtLeast(sorted: readonly string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as string) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
