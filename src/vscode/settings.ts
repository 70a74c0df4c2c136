import * as v from 'valibot';
import {
  DEFAULT_THRESHOLDS,
  NUMBER_THRESHOLDS,
  type FindingSettings,
  type NumberThresholdName,
} from '../findings/thresholds.ts';
import { STORE_CHOICES, type StoreChoice } from '../credentials/vault.ts';
import { MOST_AT_ONCE } from '../logto/concurrency.ts';
import { USER_DETAILS, type UserDetails } from '../snapshot/model.ts';

/** How often tenants are synced by themselves. */
export type Interval = 'off' | 'hourly' | 'daily';

/** What the settings say of a sync. */
export interface SyncSettings {
  /** Requests under way at once, at most. */
  readonly concurrency: number;
  readonly userDetails: UserDetails;
  readonly justInTime: boolean;
}

/** What the settings say of an export. */
export interface ExportSettings {
  /** Also what C1's own Logto connector does not read. */
  readonly extended: boolean;
  /** Begin CSV with a byte order mark. */
  readonly bom: boolean;
}

/** Gives a setting of `logtoAccess` as it stands in the file: anything at all. */
export type GetSetting = (key: string) => unknown;

const CONCURRENCY = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(64));
const SWITCH = v.fallback(v.boolean(), false);
const KEEP = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000));
const SCHEDULE = v.picklist(['off', 'hourly', 'daily']);

/** Reads the settings of a sync; the default stands in for a value that is not one. */
export function syncSettings(get: GetSetting): SyncSettings {
  return {
    concurrency: v.parse(v.fallback(CONCURRENCY, MOST_AT_ONCE), get('sync.concurrency')),
    userDetails: v.parse(v.fallback(v.picklist(USER_DETAILS), 'none'), get('sync.userDetails')),
    justInTime: v.parse(SWITCH, get('sync.justInTime')),
  };
}

/** Reads how often to sync. */
export function scheduleSetting(get: GetSetting): Interval {
  return v.parse(v.fallback(SCHEDULE, 'off'), get('sync.schedule'));
}

/** Reads how many snapshots of a tenant to keep. */
export function keepSetting(get: GetSetting): number {
  return v.parse(v.fallback(KEEP, 30), get('snapshots.keep'));
}

/** Reads whether to tell what a scheduled sync found. */
export function notifySetting(get: GetSetting): boolean {
  return v.parse(v.fallback(v.boolean(), true), get('notifyOnChanges'));
}

/** Reads where secrets are kept. */
export function storeSetting(get: GetSetting): StoreChoice {
  return v.parse(v.fallback(v.picklist(STORE_CHOICES), 'auto'), get('credentialStore'));
}

/** Reads the settings of an export. */
export function exportSettings(get: GetSetting): ExportSettings {
  return {
    extended: v.parse(SWITCH, get('export.extended')),
    bom: v.parse(SWITCH, get('export.csvBom')),
  };
}

const NAMES = v.fallback(v.array(v.string()), []);

/** Reads how findings are judged; the default stands in for a number that is out of its range. */
export function findingSettings(get: GetSetting): FindingSettings {
  const numbers = Object.entries(NUMBER_THRESHOLDS).map(([name, { default: usual, least, most }]) => {
    const range = v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
    return [name, v.parse(v.fallback(range, usual), get(`findings.${name}`))] as const;
  });
  const thresholds = {
    ...DEFAULT_THRESHOLDS,
    ...(Object.fromEntries(numbers) as Record<NumberThresholdName, number>),
    privilegedRoles: v.parse(NAMES, get('findings.privilegedRoles')),
  };
  return { thresholds, off: v.parse(NAMES, get('findings.off')) };
}
