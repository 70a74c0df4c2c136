import { MENDINGS, type Mended, type Mending } from './mended.ts';

/** How many rows of each kind an export holds. */
export interface ExportCounts {
  /** Applications among them where the export is extended. */
  readonly users: number;
  /** Organizations, and roles where the export is extended. */
  readonly resources: number;
  readonly entitlements: number;
  readonly grants: number;
}

/** What an export has written so far: how many rows, and what had to be mended in them. */
export class Tally {
  readonly #counts = { users: 0, resources: 0, entitlements: 0, grants: 0 };
  readonly #mended = new Map<Mending, number>();

  get counts(): ExportCounts {
    return { ...this.#counts };
  }

  get mended(): Mended {
    const counted = MENDINGS.map((mending) => [mending, this.#mended.get(mending) ?? 0] as const);
    return Object.fromEntries(counted.filter(([, rows]) => rows > 0));
  }

  add(kind: keyof ExportCounts): void {
    this.#counts[kind]++;
  }

  /** Counts how one row differs from what Logto says. */
  addMendings(mendings: Iterable<Mending>): void {
    for (const mending of mendings) this.#mended.set(mending, (this.#mended.get(mending) ?? 0) + 1);
  }
}

/** All rows of all kinds. */
export function rowsIn({ users, resources, entitlements, grants }: ExportCounts): number {
  return users + resources + entitlements + grants;
}
