import { askSnapshot } from '../snapshot/ask.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import {
  isJudgedWholly,
  judge,
  judgedOf,
  keyOf,
  noticesApart,
  rulesThatAreOn,
  sightsOf,
  type Notices,
} from './judge.ts';
import type { Finding, FoundIn, FoundPlace, Severity } from './model.ts';
import type { Suppression } from './suppressionFile.ts';
import {
  idleIn,
  isOf,
  isSuppressed,
  suppressedOn,
  Unsuppressed,
  type IdleSuppressions,
  type SuppressionsNow,
} from './suppressions.ts';
import type { Judged } from './rule.ts';
import type { FindingSettings } from './thresholds.ts';

/** How to judge a snapshot, and what not to tell of it. */
export interface HowToJudge {
  readonly settings: FindingSettings;
  readonly suppressions: readonly Suppression[];
  /** Why these are not all, in a sentence without its full stop; left out where they are. */
  readonly unreadSuppressions?: string;
  /** `2026-11-28`: the day on which suppressions hold or have ended. */
  readonly today: string;
}

/** A snapshot file, and how to judge it. */
export interface FindingsJob extends HowToJudge {
  readonly file: string;
}

/** How many findings of a rule there are. */
export interface RuleCount {
  readonly rule: string;
  readonly count: number;
  /** Where, by name of the organization; those of the whole tenant first. */
  readonly places: readonly FoundIn[];
}

/** How many findings there are, without the findings themselves, of which there may be very many. */
export interface FindingCounts extends Notices {
  readonly info: SnapshotInfo;
  readonly rules: readonly RuleCount[];
  readonly total: number;
  /** How many more are suppressed. */
  readonly suppressed: number;
  readonly idle: IdleSuppressions;
}

/** Which findings are wanted. */
export interface Wanted {
  /** Of any rule where left out. */
  readonly rule?: string;
  /** Of rules of any severity where left out. */
  readonly severity?: Severity;
  /** Those of the whole tenant alone where null; of any organization where left out. */
  readonly organizationId?: string | null;
  /** Those that name a thing, or are of the organization with this id. */
  readonly naming?: string;
  readonly offset: number;
  readonly limit: number;
}

/** Some findings, and how many there are in all. */
export interface FoundPage {
  readonly findings: readonly Finding[];
  readonly total: number;
  /** How many more of those that are wanted are suppressed. */
  readonly suppressed: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Why rules do not judge by what they were told to, a sentence each. */
  readonly notices: readonly string[];
}

/** Counts findings by rule and organization. */
export function countFindings(job: FindingsJob): FindingCounts {
  return askSnapshot(job.file, (snapshot) => {
    const judged = judgedOf(snapshot, job.settings);
    const now = suppressionsFor(judged, job);
    const { hidden } = now;
    const matched = new Set<Finding['key']>();
    let suppressed = 0;
    const rules = rulesThatAreOn(job.settings).map((rule): RuleCount => {
      const found = new Places();
      const isHidden = [...hidden.keys()].some((key) => isOf(key, rule.id));
      if (rule.count !== undefined && !isHidden)
        for (const { organization, count } of rule.count(judged)) found.add(organization, count);
      else
        for (const sight of sightsOf(rule, judged)) {
          const key = isHidden ? keyOf(rule, sight) : '';
          if (hidden.has(key)) matched.add(key);
          if (isSuppressed(hidden, { ...sight, key })) suppressed++;
          else found.add(sight.organization, 1);
        }
      return { rule: rule.id, count: sum(found.list()), places: found.list().sort(byPlace) };
    });
    const found = rules.filter(({ count }) => count > 0);
    const notices = noticesFor(judged, job);
    const idle = idleIn(now, matched);
    return { info: snapshot.info, rules: found, total: sum(found), suppressed, idle, ...notices };
  });
}

/** Counts findings by organization. */
class Places {
  readonly #places = new Map<string, { organization?: FoundPlace; count: number }>();

  add(organization: FoundPlace | undefined, count: number): void {
    const id = organization?.id ?? '';
    const place = this.#places.get(id);
    if (place !== undefined) place.count += count;
    else this.#places.set(id, { ...(organization && { organization }), count });
  }

  list(): FoundIn[] {
    return [...this.#places.values()];
  }
}

/** Some of the findings. Judges again: that takes less than to keep what may be as many as there are people. */
export function findFindings({ wanted, ...job }: FindingsJob & { readonly wanted: Wanted }): FoundPage {
  return askSnapshot(job.file, (snapshot) => {
    const findings: Finding[] = [];
    const bySeverity = { high: 0, medium: 0, low: 0 };
    let total = 0;
    const told = unsuppressed(snapshot, job, wanted);
    for (const finding of told) {
      if (total >= wanted.offset && findings.length < wanted.limit) findings.push(finding);
      bySeverity[finding.severity]++;
      total++;
    }
    const { suppressed } = told;
    return { findings, total, suppressed, bySeverity, notices: noticesOf(snapshot, job) };
  });
}

/** Everything that is found and not suppressed, one at a time, and how much is. */
export function unsuppressed(
  snapshot: Snapshot,
  how: HowToJudge,
  wanted: Omit<Wanted, 'offset' | 'limit'> = {},
): Unsuppressed {
  const [{ rule, severity }, { settings }] = [wanted, how];
  const off = rulesThatAreOn(settings).filter(
    (one) => one.id !== (rule ?? one.id) || one.severity !== (severity ?? one.severity),
  );
  const only = { ...settings, off: [...settings.off, ...off.map(({ id }) => id)] };
  const now = suppressionsFor(judgedOf(snapshot, settings), how);
  return new Unsuppressed(wantedOf(judge(snapshot, only), wanted), now);
}

type HowToTell = Pick<HowToJudge, 'settings' | 'unreadSuppressions'>;

/** What whoever reads the findings has to know of how they were judged, in sentences without their full stop. */
export function noticesOf(snapshot: Snapshot, how: HowToTell): string[] {
  const { notices, notJudged } = noticesFor(judgedOf(snapshot, how.settings), how);
  return [...notices, ...notJudged];
}

function noticesFor(judged: Judged, { settings, unreadSuppressions }: HowToTell): Notices {
  const { notices, notJudged } = noticesApart(judged, rulesThatAreOn(settings));
  const unread = unreadSuppressions === undefined ? [] : [unreadSuppressions];
  return { notices: [...unread, ...notices], notJudged };
}

/** The suppressions of rules that are on, for what these judge. */
function suppressionsFor(judged: Judged, { settings, suppressions, today }: HowToJudge): SuppressionsNow {
  const isOff = ({ finding }: Suppression): boolean => settings.off.some((id) => isOf(finding, id));
  const ofRules = suppressions.filter((one) => !isOff(one));
  const hidden = suppressedOn(today, ofRules);
  const unsure = rulesThatAreOn(settings).filter(
    (rule) => [...hidden.keys()].some((key) => isOf(key, rule.id)) && !isJudgedWholly(judged, rule),
  );
  return { hidden, ended: ofRules.length - hidden.size, unsure: unsure.map(({ id }) => id) };
}

function* wantedOf(findings: Iterable<Finding>, wanted: WantedIn): Generator<Finding> {
  for (const finding of findings) if (isWanted(finding, wanted)) yield finding;
}

type WantedIn = Pick<Wanted, 'organizationId' | 'naming'>;

function isWanted(finding: Finding, { organizationId, naming }: WantedIn): boolean {
  if (organizationId !== undefined && (finding.organization?.id ?? null) !== organizationId) return false;
  return naming === undefined || isAbout(finding, naming);
}

/** Whether a finding names something, or is of that organization. */
export function isAbout({ organization, subjects }: Finding, id: string): boolean {
  return organization?.id === id || subjects.some((subject) => subject.id === id);
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

function byPlace(a: FoundIn, b: FoundIn): number {
  const [one, other] = [a.organization, b.organization];
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? -1 : 1;
  return one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : 1);
}
