import { getNodeValue } from 'jsonc-parser';
import * as v from 'valibot';
import { AccessError } from '../errors.ts';
import { jsonTree } from '../jsonTree.ts';
import type { Finding } from './model.ts';
import { sentence, type Said } from '../sentence.ts';
import { count, isDay } from '../words.ts';

/** The file in which suppressions are kept; made to be committed and reviewed. */
export const SUPPRESSIONS_FILE = 'logto-access.suppressions.json';

const SUPPRESSION = v.object({
  /** The key of the finding. */
  finding: v.string(),
  /** The roles that it was about: with another one, it is told again. Whatever the roles where left out. */
  roleIds: v.exactOptional(v.array(v.string())),
  /** The e-mail domains and identity providers that it was about: the same of them. */
  joinedBy: v.exactOptional(v.array(v.string())),
  /** What it said, for whoever reviews the file. */
  saw: v.exactOptional(v.string(), ''),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1, 'a reason')),
  /** The last day on which it is suppressed, `2026-12-31`. */
  until: v.pipe(v.string(), v.check(isDay, 'a day such as 2026-12-31')),
});

/** A finding that a person looked at and took for right, until when, and why. */
export type Suppression = Readonly<v.InferOutput<typeof SUPPRESSION>>;

const FILE = v.object({
  suppressions: v.pipe(
    v.array(SUPPRESSION),
    v.checkItems(
      ({ finding }, i, all) => all.findIndex((one) => one.finding === finding) === i,
      'a finding that stands nowhere above, of which only one would be read',
    ),
  ),
});

/** Reads such a file; an {@link AccessError} says what is wrong in it. */
export function parseSuppressions(text: string, file: string): readonly Suppression[] {
  return v.parse(FILE, parseWhole(text, file)).suppressions;
}

/**
 * The text of such a file with one more, which takes the place of an older one of the same finding. Whatever else
 * stands in the file stays as it was written.
 */
export function withSuppression(text: string | undefined, file: string, one: Suppression): string {
  const before = text === undefined ? { suppressions: [] } : parseWhole(text, file);
  const others = before.suppressions.filter(({ finding }) => finding !== one.finding);
  const suppressions = [...others, one].sort((a, b) => (a.finding < b.finding ? -1 : 1));
  return `${JSON.stringify({ ...before, suppressions }, null, 2)}\n`;
}

/** What is told and what is not: each finding that is suppressed goes into a count. */
export class Unsuppressed implements Iterable<Finding> {
  readonly #findings: Iterable<Finding>;
  readonly #now: SuppressionsNow;
  readonly #matched = new Set<Finding['key']>();
  #suppressed = 0;

  constructor(findings: Iterable<Finding>, now: SuppressionsNow) {
    [this.#findings, this.#now] = [findings, now];
  }

  /** How many of those so far were suppressed. */
  get suppressed(): number {
    return this.#suppressed;
  }

  /** How many suppressions suppressed nothing so far. */
  get idle(): IdleSuppressions {
    return idleIn(this.#now, this.#matched);
  }

  *[Symbol.iterator](): Generator<Finding> {
    const { hidden } = this.#now;
    for (const finding of this.#findings) {
      if (hidden.has(finding.key)) this.#matched.add(finding.key);
      if (isSuppressed(hidden, finding)) this.#suppressed++;
      else yield finding;
    }
  }
}

/** How many suppressions have no effect. */
export interface IdleSuppressions {
  /** Nothing that is found has their key, and it would be found. */
  readonly unmatched: number;
  readonly ended: number;
}

/** How many have no effect where findings with these keys are suppressed. */
export function idleIn(
  { hidden, ended, unsure }: SuppressionsNow,
  matched: ReadonlySet<Finding['key']>,
): IdleSuppressions {
  const isIdle = (key: string): boolean => !matched.has(key) && !unsure.some((rule) => isOf(key, rule));
  return { unmatched: [...hidden.keys()].filter(isIdle).length, ended };
}

/** `2 suppressions match nothing here, 1 suppression has ended`; empty where each has an effect. */
export function idleText({ unmatched, ended }: IdleSuppressions): string {
  return [
    ...(unmatched > 0
      ? [count(unmatched, 'suppression matches', 'suppressions match') + ' nothing here']
      : []),
    ...(ended > 0 ? [count(ended, 'suppression has ended', 'suppressions have ended')] : []),
  ].join(', ');
}

/** Suppressions by the keys of their findings. */
export type Suppressed = ReadonlyMap<Finding['key'], Suppression>;

/** The suppressions for one snapshot, on one day. */
export interface SuppressionsNow {
  readonly hidden: Suppressed;
  /** How many have ended. */
  readonly ended: number;
  /** Rules that may not see all that is there: a suppression of theirs may be needed though it matches nothing. */
  readonly unsure: readonly string[];
}

/** Whether a key is of a finding of a rule. */
export function isOf(key: Finding['key'], rule: string): boolean {
  return key.startsWith(`${rule}/`);
}

/** What is suppressed on a day; findings whose end is past come back. */
export function suppressedOn(day: string, suppressions: readonly Suppression[]): Suppressed {
  return new Map(suppressions.filter(({ until }) => until >= day).map((one) => [one.finding, one]));
}

/** Whether a finding is suppressed: with a role, or a way to get it, that nobody has looked at, it is not. */
export function isSuppressed(
  suppressed: Suppressed,
  { key, roleIds, joinedBy }: Pick<Finding, 'key' | 'roleIds' | 'joinedBy'>,
): boolean {
  const one = suppressed.get(key);
  if (one === undefined) return false;
  return hasNoOther(roleIds, one.roleIds) && hasNoOther(joinedBy, one.joinedBy);
}

/** An entry that does not name what was looked at is for whatever there is. */
function hasNoOther(found: readonly string[] = [], lookedAt: readonly string[] = found): boolean {
  return found.every((one) => lookedAt.includes(one));
}

/** The file as it was written, with all that others keep in it. */
function parseWhole(text: string, file: string): v.InferInput<typeof FILE> {
  const written = parseJson(text, file);
  const result = v.safeParse(FILE, written);
  if (result.success) return written as v.InferInput<typeof FILE>;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'the file';
  const expected = issue.kind === 'validation' ? issue.message : issue.expected;
  throw broken(file, `${where} is not as expected`, `Expected there: ${expected}.`);
}

function parseJson(text: string, file: string): unknown {
  const { root, wrong } = jsonTree(text, { withComments: false });
  const [first] = wrong;
  if (first === undefined && root !== undefined) return getNodeValue(root);
  const reason =
    first === undefined ? 'it is empty' : `line ${first.at.line + 1}: ${first.message.replace(/\.$/, '')}`;
  throw broken(file, reason, sentence`Mend it, or delete the file to start anew.`);
}

function broken(file: string, reason: Said, hint: Said): AccessError {
  return new AccessError(sentence`${file} cannot be read: ${reason}.`, {
    code: 'suppressions.invalid',
    hint,
  });
}
