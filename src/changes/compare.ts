import type { Snapshot } from '../snapshot/snapshot.ts';
import { mergeSorted, type Pair } from './merge.ts';
import type { Change, ChangeSummary, Comparison, FieldChange } from './model.ts';
import { Names } from './names.ts';
import { SUBJECTS, type SubjectRules } from './subjects.ts';

/** What differs between two snapshots, by id and field; the order of rows never matters. */
export function compareSnapshots(before: Snapshot, after: Snapshot): Comparison {
  const names = new Names(before, after);
  const changes = SUBJECTS.flatMap((rules) => [...compareSubject(rules, before, after, names)]);
  return { before: before.info, after: after.info, summary: summarise(changes), changes };
}

function* compareSubject<T>(
  rules: SubjectRules<T>,
  before: Snapshot,
  after: Snapshot,
  names: Names,
): Generator<Change> {
  for (const pair of mergeSorted(rules.rows(before), rules.rows(after), rules.key)) {
    const fields = changedFields(rules, pair, names);
    if (pair.before === undefined || pair.after === undefined || fields.length > 0)
      yield toChange(rules, pair, fields, names);
  }
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
