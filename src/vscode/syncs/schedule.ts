import type { TenantProfile } from '../../credentials/tenants.ts';
import type { Interval } from '../settings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LASTS_MS: Record<Exclude<Interval, 'off'>, number> = { hourly: HOUR_MS, daily: 24 * HOUR_MS };

/** The window has better things to do while it opens. */
const FIRST_CHECK_MS = MINUTE_MS;
const FIRST_CHECK_SPREAD_MS = MINUTE_MS;
const CHECK_EVERY_MS = 5 * MINUTE_MS;

/** What does not work, or was cancelled, is not tried again at every check. */
const TRY_AGAIN_MS = HOUR_MS;

/** What the schedule knows and does. */
export interface ScheduleParts {
  readonly interval: () => Interval;
  readonly tenants: () => readonly TenantProfile[];
  /** When a tenant's newest snapshot was finished. */
  readonly syncedAt: (tenantId: string) => number | undefined;
  readonly isRunning: (tenantId: string) => boolean;
  readonly sync: (tenant: TenantProfile) => Promise<unknown>;
  /** Is told what went wrong. */
  readonly failed: (error: unknown) => void;
  /** From 0 to 1: windows that open together do not begin together. */
  readonly random: () => number;
}

/** Syncs tenants one after the other whenever their newest snapshot has become too old. */
export class Schedule {
  readonly #parts: ScheduleParts;
  readonly #tried = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
    this.#wait(FIRST_CHECK_MS + parts.random() * FIRST_CHECK_SPREAD_MS);
  }

  /** Looks at once whether a sync is due, as when somebody has changed how often; not while it is looking. */
  checkSoon(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#wait(0);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  #wait(ms: number): void {
    if (!this.#disposed) this.#timer = setTimeout(() => void this.#check(), ms);
  }

  async #check(): Promise<void> {
    this.#timer = undefined;
    try {
      for (const tenant of this.#parts.tenants()) if (this.#isDue(tenant)) await this.#sync(tenant);
    } catch (error) {
      this.#parts.failed(error);
    }
    this.#wait(CHECK_EVERY_MS);
  }

  async #sync(tenant: TenantProfile): Promise<void> {
    this.#tried.set(tenant.id, Date.now());
    try {
      await this.#parts.sync(tenant);
    } catch (error) {
      this.#parts.failed(error); // and the next tenant has its turn
    }
  }

  #isDue({ id, kind }: TenantProfile): boolean {
    const { interval, syncedAt, isRunning } = this.#parts;
    const every = interval();
    if (every === 'off' || kind === 'demo' || this.#disposed || isRunning(id)) return false;
    return ageOf(syncedAt(id)) >= LASTS_MS[every] && ageOf(this.#tried.get(id)) >= TRY_AGAIN_MS;
  }
}

function ageOf(at: number | undefined): number {
  return at === undefined ? Infinity : Date.now() - at;
}
