import { createHash } from 'node:crypto';
import type { FoundThing } from '../findings/model.ts';
import type { Span, WrongAt } from '../jsonTree.ts';
import { askSnapshot } from '../snapshot/ask.ts';
import { missingFrom } from '../snapshot/lacks/missing.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { count, oneLine } from '../words.ts';
import { meaningOf, type Meaning } from './assertions.ts';
import type { Assertion, PolicyTenants } from './model.ts';
import { assertedBy, parsePolicy } from './parse.ts';

/** So many breaches of one assertion are told; the rest is counted. */
export const MOST_TOLD = 100;

/** Whether an assertion is breached, or why that cannot be said; and where in the policy that is. */
export interface Verdict {
  readonly kind: 'breach' | 'error';
  /** The assertion, counted from 0; left out for what is wrong with the policy as a whole. */
  readonly assertion?: number;
  readonly assert?: Assertion['assert'];
  readonly at: Span;
  /** A sentence without its full stop. */
  readonly message: string;
  /** Of a breach: why the assertion must hold, where the policy says so. */
  readonly because?: string;
  /**
   * The same for the same verdict in any snapshot of the tenant: `<assert>/<what it asserts>/<ids>`. Left out for what is
   * wrong with the policy as a whole, and for the count of what is not told.
   */
  readonly key?: string;
  /** Of a breach: what it is about. */
  readonly subjects?: readonly FoundThing[];
  /** Of what counts the breaches of an assertion that are not told: how many there are. */
  readonly more?: number;
}

/** What came of checking a snapshot against a policy. */
export interface PolicyResult {
  readonly info: SnapshotInfo;
  readonly assertions: number;
  /** The policy is for other tenants, so that nothing was checked; an error says so. */
  readonly isForOthers?: true;
  /** None where all assertions hold. */
  readonly verdicts: readonly Verdict[];
}

/** A tenant, as a policy names it. */
export type PolicyTenant = Pick<SnapshotInfo, 'tenantId' | 'tenantName'>;

/** A snapshot file, and the text of a policy. */
export interface CheckJob {
  readonly file: string;
  readonly policy: string;
  /** Which tenant the snapshot is of, where that is called otherwise than in it. */
  readonly tenant?: PolicyTenant;
}

/** Checks a snapshot against a policy. */
export function checkPolicy({ file, policy, tenant }: CheckJob): PolicyResult {
  return askSnapshot(file, (snapshot) => checkSnapshot(snapshot, policy, MOST_TOLD, tenant));
}

/**
 * The same of an open snapshot; so many breaches of one assertion are told, and the rest is counted. `tenant` says which
 * tenant it is of, where that is called otherwise than in the snapshot.
 */
export function checkSnapshot(
  snapshot: Snapshot,
  policy: string,
  most = MOST_TOLD,
  tenant: PolicyTenant = snapshot.info,
): PolicyResult {
  const { assertions, errors, spanOf, tenants } = parsePolicy(policy);
  if (tenants !== undefined && !isFor(tenants, tenant))
    return {
      ...{ info: snapshot.info, assertions: assertions.length, isForOthers: true },
      verdicts: [notFor(tenants, tenant)],
    };
  const verdicts = assertions.flatMap((assertion, i) => {
    const [key, itself] = [keyOf(assertion), spanOf(i)];
    return [...verdictsOn(snapshot, assertion, most)].map(({ path, ids, ...told }): Verdict => ({
      ...{ ...told, assertion: i, assert: assertion.assert },
      at: path === undefined ? itself : spanOf(i, ...path),
      ...(told.kind === 'breach' && assertion.because !== undefined && { because: assertion.because }),
      ...(told.kind === 'error' && { key: [key, 'error', ...(path ?? [])].join('/') }),
      ...(ids !== undefined && { key: [key, ...ids].join('/') }),
    }));
  });
  return {
    info: snapshot.info,
    assertions: assertions.length,
    verdicts: [...errors.map(toVerdict), ...verdicts],
  };
}

/** What is wrong in a policy, whatever it is to be checked against. */
export function wrongIn(policy: string): Verdict[] {
  return parsePolicy(policy).errors.map(toVerdict);
}

/** For which tenants a policy is, and where it says so; undefined where it is for every one. */
export function tenantsOf(policy: string): PolicyTenants | undefined {
  return parsePolicy(policy).tenants;
}

/** Whether a policy is for a tenant. */
export function isFor(tenants: PolicyTenants | undefined, { tenantId, tenantName }: PolicyTenant): boolean {
  return tenants === undefined || tenants.names.some((name) => name === tenantName || name === tenantId);
}

function notFor({ names, at }: PolicyTenants, { tenantName }: PolicyTenant): Verdict {
  const message = `This policy is for ${names.map(oneLine).join(', ')}, not for ${oneLine(tenantName)}: nothing was checked`;
  return { kind: 'error', at, message };
}

function toVerdict({ at, message }: WrongAt): Verdict {
  return { kind: 'error', at, message: withoutStop(message) };
}

/** Tells an assertion from others by what it asserts, not by where it stands. */
function keyOf(assertion: Assertion): string {
  return `${assertion.assert}/${createHash('sha256').update(assertedBy(assertion)).digest('hex').slice(0, 8)}`;
}

interface Told extends Pick<Verdict, 'kind' | 'message' | 'subjects' | 'more'> {
  readonly ids?: readonly string[];
  readonly path?: readonly (string | number)[];
}

function* verdictsOn(snapshot: Snapshot, assertion: Assertion, most: number): Generator<Told> {
  const meaning = meaningOf(snapshot, assertion);
  const lacks = lacksOf(snapshot, meaning);
  if (meaning.unknown.length > 0) {
    const rest = lacks === undefined ? '' : `, perhaps since ${lacks}`;
    for (const { kind, name, path } of meaning.unknown)
      yield { kind: 'error', path, message: `There is no ${kind} ${name} in this snapshot${rest}` };
    return;
  }
  const { wrong = [] } = meaning;
  for (const { path, message } of wrong) yield { kind: 'error', path, message };
  const unsure = wrong.length > 0 ? undefined : lacks; // what is wrong is enough to say
  if (unsure !== undefined && meaning.cannotKnow !== undefined) {
    yield { kind: 'error', message: `This cannot be judged, since ${unsure}` };
    return;
  }
  let breaches = 0;
  for (const breach of meaning.breaches()) if (++breaches <= most) yield { kind: 'breach', ...breach };
  if (breaches > most) yield { kind: 'breach', ...moreOf(breaches - most) };
  if (unsure === undefined) return;
  const perhaps =
    breaches === 0
      ? 'Nothing breaches this, but it cannot be said to hold'
      : 'There may be more breaches of this';
  yield { kind: 'error', message: `${perhaps}, since ${unsure}` };
}

/** Says how many breaches of an assertion are not told. */
export function moreOf(more: number): Pick<Verdict, 'message'> & { readonly more: number } {
  return { message: `and ${count(more, 'more breach', 'more breaches')} of this assertion`, more };
}

/** What is not known and bears on an assertion; what was seen to breach it does so all the same. */
function lacksOf(snapshot: Snapshot, { places, cannotKnow }: Meaning): string | undefined {
  const missing = [...(cannotKnow === undefined ? [] : [cannotKnow]), ...missingFrom(snapshot, places)];
  return missing.length === 0 ? undefined : missing.join('; ');
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
