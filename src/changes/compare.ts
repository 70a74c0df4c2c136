import type { Only } from '../snapshot/read/only.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { asTaken } from '../snapshot/lacks/asTaken.ts';
import { isUnknown } from '../snapshot/lacks/unknown.ts';
import { subjectsByName } from './byName.ts';
import type { C1ViewLike } from './c1View.ts';
import { ChangeBuilder, type Compared } from './changeBuilder.ts';
import type { Place } from '../snapshot/lacks/missing.ts';
import { mayLack } from './holes.ts';
import { mergeSorted, type Pair } from './merge.ts';
import { changedFields } from './fields.ts';
import type { Change, Comparison, Subject } from './model.ts';
import { Names } from './names.ts';
import { concerns, oneIn } from './one.ts';
import { SUBJECTS, type SubjectRules } from './subjects.ts';
import { summarise } from './summary.ts';
import { areStrangers } from './tenants.ts';

/** A difference that is as likely a hole in one of the snapshots as a change in the tenant. */
const UNSURE = undefined;

/**
 * What differs between two snapshots, by id and field; the order of rows never matters. Of two tenants, whose ids
 * cannot match, it is the roles that are compared, by name. What an incomplete snapshot
 * lacks is not called removed or added, but counted as unsure. What one of them cannot know, since it was read from a
 * C1 file, is not compared. May be narrowed to what concerns one thing.
 */
export function compareSnapshots(
  before: Snapshot,
  after: Snapshot,
  c1View?: C1ViewLike,
  only?: Only,
): Comparison {
  const infos = { before: asTaken(before), after: asTaken(after) };
  const byName = areStrangers(before, after);
  const one = only && oneIn(only, before, after);
  const names = { names: new Names(before, after), formerNames: new Names(after, before) };
  const context = { before, after, ...names, byName, c1View, one };
  const subjects = byName
    ? subjectsByName(context, (rules, snapshot) =>
        rowsSeenBy(snapshot === before ? after : before, snapshot, rules, context),
      )
    : SUBJECTS;
  const known = subjects.filter(({ part }) => part === undefined || !isUnknownIn([before, after], part));
  const builder = new ChangeBuilder(context);
  const found = known.flatMap((rules) => [...compareSubject(rules, context, builder)]);
  const changes = found.filter((change) => change !== UNSURE);
  return { ...infos, summary: summarise(changes), byName, unsure: found.length - changes.length, changes };
}

function* compareSubject<T>(
  rules: SubjectRules<T>,
  context: Compared,
  builder: ChangeBuilder,
): Generator<Change | typeof UNSURE> {
  const { before, after, one } = context;
  const [old, now] =
    rules.own !== undefined && one === undefined
      ? [ownRows(before, after, rules.own), ownRows(after, before, rules.own)]
      : [rowsSeenBy(after, before, rules, context), rowsSeenBy(before, after, rules, context)];
  const hidden = (snapshot: Snapshot, row: T): boolean =>
    rules.places(row).some((place) => mayLack(snapshot, place));
  for (const pair of mergeSorted(old, now, rules.key)) {
    if (one !== undefined && !concerns(rules, pair, one)) continue;
    const lackedBy = pair.before === undefined ? before : pair.after === undefined ? after : undefined;
    if (lackedBy !== undefined && hidden(lackedBy, (pair.before ?? pair.after) as T)) {
      yield UNSURE;
      continue;
    }
    const fields = changedFields(rules, pair, context).filter(
      ({ field }) => !isUnknownIn([before, after], field),
    );
    const having = lackedBy === undefined ? [before, after] : [pair.before === undefined ? after : before];
    const sure = fields.filter(({ field }) => !isInDoubt(placesOf(rules, pair, field), having));
    if (lackedBy !== undefined || sure.length > 0) yield builder.change(rules, pair, sure);
    if (lackedBy === undefined && sure.length < fields.length) yield UNSURE;
  }
}

function isUnknownIn(snapshots: readonly Snapshot[], what: string): boolean {
  return snapshots.some(({ info }) => isUnknown(info, what));
}

/** Rows that both have are no change: they need not be read. */
function ownRows<T>(
  snapshot: Snapshot,
  other: Snapshot,
  own: (snapshot: Snapshot) => Iterable<T>,
): Iterable<T> {
  snapshot.putBeside(other);
  return own(snapshot);
}

/** The rows of a snapshot; beside one that was read from a C1 file, as such a file would have them. */
function* rowsSeenBy<T>(
  { info: { c1 } }: Snapshot,
  snapshot: Snapshot,
  { subject, rows }: SubjectRules<T>,
  { c1View, one }: Compared,
): Generator<T> {
  const views: Partial<Record<Subject, unknown>> = (c1 && c1View?.(c1)) ?? {};
  const view = (views[subject] ?? whole) as (row: T) => T | undefined;
  for (const row of rows(snapshot, one)) {
    const seen = view(row);
    if (seen !== undefined) yield seen;
  }
}

function whole<T>(row: T): T {
  return row;
}

/** Where is listed what a field tells, in either snapshot. */
function placesOf<T>({ fieldPlaces }: SubjectRules<T>, pair: Pair<T>, field: string): Place[] {
  return [pair.before, pair.after].flatMap((row) => (row && fieldPlaces?.(row)[field]) ?? []);
}

function isInDoubt(places: readonly Place[], snapshots: readonly Snapshot[]): boolean {
  return places.some((place) => snapshots.some((snapshot) => mayLack(snapshot, place)));
}
