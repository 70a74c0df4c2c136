import type { SyncProgress, Tally } from './source.ts';

/** At most one report in this time, ms: a person cannot read more, and each one crosses a thread. */
const INTERVAL_MS = 100;

type Part = 'users' | 'organizations' | 'members';

/** Counts what has been read and reports it now and then. */
export class ProgressCounter {
  readonly #tallies: Record<Part, Tally> = {
    users: { done: 0, total: 0 },
    organizations: { done: 0, total: 0 },
    members: { done: 0, total: 0 },
  };
  readonly #report: (progress: SyncProgress) => void;
  readonly #requests: () => number;
  #lastReport = 0;

  constructor(report: (progress: SyncProgress) => void, requests: () => number) {
    this.#report = report;
    this.#requests = requests;
  }

  /** Adds rows that were read, and rows that turned out to be there. */
  add(part: Part, { done = 0, total = 0 }: Partial<Tally>): void {
    const tally = this.#tallies[part];
    this.#tallies[part] = { done: tally.done + done, total: tally.total + total };
    if (Date.now() - this.#lastReport >= INTERVAL_MS) this.flush();
  }

  /** Counts what an earlier sync has written already. */
  startAt({ users, memberships }: { users: number; memberships: number }): void {
    this.add('users', { done: users });
    this.add('members', { done: memberships });
  }

  flush(): void {
    this.#lastReport = Date.now();
    this.#report({ ...this.#tallies, requests: this.#requests() });
  }
}
