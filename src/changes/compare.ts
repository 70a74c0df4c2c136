import type { Snapshot } from '../snapshot/snapshot.ts';
import { mayLack, type Place } from './holes.ts';
import { mergeSorted, type Pair } from './merge.ts';
import type { Change, ChangeSummary, Comparison, FieldChange } from './model.ts';
import { Names } from './names.ts';
import { SUBJECTS, type SubjectRules } from './subjects.ts';

/** A difference that is as likely a hole in one of the snapshots as a change in the tenant. */
const UNSURE = undefined;

/**
 * What differs between two snapshots, by id and field; the order of rows never matters. What an incomplete snapshot
 * lacks is not called removed or added, but counted as unsure.
 */
export function compareSnapshots(before: Snapshot, after: Snapshot): Comparison {
  const names = new Names(before, after);
  const found = SUBJECTS.flatMap((rules) => [...compareSubject(rules, before, after, names)]);
  const changes = found.filter((change) => change !== UNSURE);
  const unsure = found.length - changes.length;
  return { before: before.info, after: after.info, summary: summarise(changes), unsure, changes };
}

function* compareSubject<T>(
  rules: SubjectRules<T>,
  before: Snapshot,
  after: Snapshot,
  names: Names,
): Generator<Change | typeof UNSURE> {
  const hidden = (snapshot: Snapshot, row: T): boolean =>
    rules.places(row).some((place) => mayLack(snapshot, place));
  for (const pair of mergeSorted(rules.rows(before), rules.rows(after), rules.key)) {
    if (pair.before === undefined) {
      yield hidden(before, pair.after as T) ? UNSURE : toChange(rules, pair, [], names);
    } else if (pair.after === undefined) {
      yield hidden(after, pair.before) ? UNSURE : toChange(rules, pair, [], names);
    } else {
      const fields = changedFields(rules, pair, names);
      const sure = fields.filter(({ field }) => !isInDoubt(placesOf(rules, pair, field), before, after));
      if (sure.length > 0) yield toChange(rules, pair, sure, names);
      if (sure.length < fields.length) yield UNSURE;
    }
  }
}

/** Where is listed what a field tells, in either snapshot. */
function placesOf<T>({ fieldPlaces }: SubjectRules<T>, pair: Pair<T>, field: string): Place[] {
  return [pair.before, pair.after].flatMap((row) => (row && fieldPlaces?.(row)[field]) ?? []);
}

function isInDoubt(places: readonly Place[], ...snapshots: Snapshot[]): boolean {
  return places.some((place) => snapshots.some((snapshot) => mayLack(snapshot, place)));
}

function changedFields<T>(
  { fields }: SubjectRules<T>,
  { before, after }: Pair<T>,
  names: Names,
): FieldChange[] {
  if (fields === undefined || before === undefined || after === undefined) return [];
  const old = fields(before, names);
  return Object.entries(fields(after, names))
    .filter(([field]) => field in old) // what only one of them knows did not change
    .map(([field, value]) => ({ field, before: old[field] ?? '', after: value }))
    .filter((change) => change.before !== change.after);
}

function toChange<T>(
  rules: SubjectRules<T>,
  { key, before, after }: Pair<T>,
  fields: FieldChange[],
  names: Names,
): Change {
  const { label, organizationId, userId } = rules.about((after ?? before) as T, names);
  return {
    kind: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    subject: rules.subject,
    id: key.replaceAll('\0', '/'),
    label,
    ...(organizationId !== undefined && {
      organizationId,
      organizationName: names.organization(organizationId),
    }),
    ...(userId !== undefined && { userId, userLabel: names.user(userId) }),
    fields,
  };
}

function summarise(changes: readonly Change[]): ChangeSummary {
  const count = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length;
  return { added: count('added'), removed: count('removed'), changed: count('changed') };
}
