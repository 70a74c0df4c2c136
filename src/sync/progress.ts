import type { SyncProgress, Tally } from './source.ts';

/** At most one report in this time, ms: a person cannot read more, and each one crosses a thread. */
const INTERVAL_MS = 100;

/** So many looks in a row without an answer, and the server is waited for. */
const LOOK_MS = 1000;
const QUIET_LOOKS = 3;

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
  readonly #looking = setInterval(() => this.#look(), LOOK_MS).unref();
  #lastReport = 0;
  #underWay = 0;
  #quietLooks = 0;

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

  /** Follows a read until it is answered, in however many tries, to report when none is for a while. */
  async follow<T>(read: Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await read;
    } finally {
      this.#underWay--;
      this.#heard();
    }
  }

  flush(): void {
    this.#lastReport = Date.now();
    this.#report({ ...this.#tallies, requests: this.#requests(), waits: this.#waits });
  }

  /** Reports no more by itself. */
  end(): void {
    clearInterval(this.#looking);
  }

  get #waits(): boolean {
    return this.#quietLooks >= QUIET_LOOKS;
  }

  /** Looks are counted, and not the time, of which this thread may have been busy itself. */
  #look(): void {
    if (this.#underWay === 0) return;
    this.#quietLooks++;
    if (this.#waits) this.flush();
  }

  #heard(): void {
    const waited = this.#waits;
    this.#quietLooks = 0;
    if (waited) this.flush();
  }
}
