import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { compareSnapshots } from '../../../src/changes/compare.ts';
import { compareFindings } from '../../../src/changes/judging/findings.ts';
import type { Judgement } from '../../../src/changes/judging/judgement.ts';
import type { Change, Comparison, FieldChange, Touch } from '../../../src/changes/model.ts';
import { comparePolicy } from '../../../src/changes/judging/policy.ts';
import { DEFAULT_SETTINGS } from '../../../src/findings/thresholds.ts';
import { Names } from '../../../src/changes/names.ts';
import { writeReport } from '../../../src/changes/text/report.ts';
import { SUBJECTS } from '../../../src/changes/subjects.ts';
import type { Listed } from '../../../src/snapshot/read/all.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { withFolder } from '../../support/snapshots.ts';
import { writeSnapshot, type Rows } from '../snapshot/support/rows.ts';
import { anyRows, elsewhere, reversed } from './support/anyRows.ts';
import { withAnyHoles } from './support/holes.ts';

const RUNS = { numRuns: 60 };
const HOW = { settings: DEFAULT_SETTINGS, suppressions: [], today: '2026-06-01' };
const PRODUCTION = { baseUrl: 'https://production.example' };
const POLICY = {
  file: 'a.jsonc',
  text: '{"assertions":[{"assert":"requiresMfa"},{"assert":"atLeast","people":1,"role":"x"}]}',
};

function withTwo(
  before: Rows,
  after: Rows,
  look: (before: Snapshot, after: Snapshot) => unknown,
  ...infos: readonly Partial<SnapshotInfo>[]
): Promise<void> {
  return withFolder((folder) => {
    const [one, other] = ['a.snapshot', 'b.snapshot'].map((name) => join(folder, name)) as [string, string];
    writeSnapshot(one, before, infos[0]);
    writeSnapshot(other, after, infos[1]);
    const snapshots = [Snapshot.open(one), Snapshot.open(other)] as const;
    try {
      look(...snapshots);
    } finally {
      for (const snapshot of snapshots) snapshot.close();
    }
  });
}

/** Everything of which a comparison takes note, by what it is of and its ids; what lists things, by their ids. */
type Told = Map<string, Fields>;
type Fields = Record<string, string | readonly string[]>;

const keyOf = ({ subject, id }: Pick<Change, 'subject' | 'id'>): string => `${subject} ${id}`;

function tell(snapshot: Snapshot): Told {
  const names = new Names(snapshot, snapshot);
  const told: Told = new Map();
  for (const { subject, rows, key, fields } of SUBJECTS)
    for (const row of rows(snapshot)) {
      const id = key(row).replaceAll('\0', '/');
      const values = Object.entries(fields?.(row, names) ?? {});
      told.set(
        keyOf({ subject, id }),
        Object.fromEntries(
          values.map(([field, value]) => [field, typeof value === 'string' ? value : idsOf(value)] as const),
        ),
      );
    }
  return told;
}

/** Both, without the fields of a thing that only one of them knows, and what is empty. */
function tellBoth(before: Snapshot, after: Snapshot): [Told, Told] {
  const [old, now] = [tell(before), tell(after)];
  const known = (told: Told, other: Told): Told =>
    new Map(
      [...told].map(([key, fields]): [string, Fields] => [
        key,
        Object.fromEntries(
          Object.entries(fields).filter(
            ([field, value]) => value.length > 0 && field in (other.get(key) ?? fields),
          ),
        ),
      ]),
    );
  return [known(old, now), known(now, old)];
}

function idsOf(list: readonly Listed[] = []): string[] {
  return list.map(({ id }) => id).sort();
}

/** What there is after the changes, by nothing but what they say. */
function applied(before: Told, changes: readonly Change[]): Told {
  const now: Told = new Map([...before].map(([key, fields]) => [key, { ...fields }]));
  for (const { kind, fields, ...change } of changes) {
    const key = keyOf(change);
    if (kind === 'added') {
      assert.ok(!now.has(key), `${key} was not there`);
      now.set(key, {});
    }
    const row = now.get(key);
    assert.ok(row, `${key} was there`);
    for (const field of fields) apply(row, field);
    if (kind === 'removed') {
      assert.deepEqual(row, {}, `${key} held more`);
      now.delete(key);
    }
  }
  return now;
}

function apply(row: Fields, change: FieldChange): void {
  const { field, before, after, added, removed } = change;
  const old = row[field] ?? '';
  if (typeof old === 'string' && added === undefined) assert.equal(old, before);
  const gone = new Set(idsOf(removed));
  for (const id of gone) assert.ok(old.includes(id), `${field} listed ${id}`);
  const value =
    added === undefined
      ? after
      : [...(typeof old === 'string' ? [] : old).filter((id) => !gone.has(id)), ...idsOf(added)].sort();
  if (value.length > 0) row[field] = value;
  else Reflect.deleteProperty(row, field);
}

const sorted = (told: Told): [string, object][] => [...told].sort(([a], [b]) => (a < b ? -1 : 1));

const KINDS = { added: 'removed', removed: 'added', changed: 'changed' } as const;
const EFFECTS = { gained: 'lost', lost: 'gained' } as const;

/** A comparison as it reads from the other side. */
function mirrored({ changes }: Comparison): unknown[] {
  return changes.map(({ kind, subject, id, fields, effects, privileged, touches = [] }) => ({
    ...{ kind: KINDS[kind], subject, id, privileged },
    fields: fields.map(({ field, before, after, added, removed }) => {
      return { field, before: after, after: before, added: removed, removed: added };
    }),
    effects: effects.map((effect) => EFFECTS[effect]).sort(),
    touches: touches.map((touch) => ({ ...touch, effect: EFFECTS[touch.effect] })).sort(byEffect),
  }));
}

function plain({ changes }: Comparison): unknown[] {
  return changes.map(({ kind, subject, id, fields, effects, privileged, touches = [] }) => ({
    ...{ kind, subject, id, privileged },
    fields: fields.map((field) => ({ added: undefined, removed: undefined, ...field })),
    ...{ effects: effects.toSorted(), touches: touches.toSorted(byEffect) },
  }));
}

function byEffect(a: Touch, b: Touch): number {
  return a.effect.localeCompare(b.effect);
}

describe('A comparison of any two snapshots', function () {
  it('is empty where both are the same, in whatever order their rows were written', () =>
    fc.assert(
      fc.asyncProperty(anyRows, (rows) =>
        withTwo(rows, reversed(rows), (before, after) =>
          assert.deepEqual(compareSnapshots(before, after).changes, []),
        ),
      ),
      RUNS,
    ));

  it('applied to the older one gives the newer one', () =>
    fc.assert(
      fc.asyncProperty(anyRows, anyRows, (one, other) =>
        withTwo(one, other, (before, after) => {
          const [old, now] = tellBoth(before, after);
          const { changes } = compareSnapshots(before, after);
          assert.deepEqual(sorted(applied(old, changes)), sorted(now));
        }),
      ),
      RUNS,
    ));

  it('is the mirror of the one the other way round', () =>
    fc.assert(
      fc.asyncProperty(anyRows, anyRows, (one, other) =>
        withTwo(one, other, (before, after) => {
          const [there, back] = [compareSnapshots(before, after), compareSnapshots(after, before)];
          assert.deepEqual(plain(there), mirrored(back));
        }),
      ),
      RUNS,
    ));

  describe('as JSON is as its schema says', () => {
    const schema = new URL('../../../src/changes/comparison.schema.json', import.meta.url);
    const isValid = new Ajv2020({ allErrors: true }).compile(
      JSON.parse(readFileSync(schema, 'utf8')) as object,
    );
    const check = (before: Snapshot, after: Snapshot): Comparison => {
      const comparison = compareSnapshots(before, after);
      const { byName } = comparison;
      const judgement: Judgement = {
        ...(!byName && { findings: compareFindings({ before, after }, HOW) }),
        policies: [comparePolicy({ before, after }, POLICY, byName)],
      };
      const written = writeReport(comparison, 'json', judgement);
      assert.ok(isValid(JSON.parse(written)), JSON.stringify(isValid.errors));
      return comparison;
    };

    it('of one tenant, with findings and a policy', () =>
      fc.assert(
        fc.asyncProperty(anyRows, anyRows, (one, other) => withTwo(one, other, check)),
        RUNS,
      ));

    it('of snapshots with holes', () =>
      fc.assert(
        fc.asyncProperty(withAnyHoles, fc.boolean(), ({ whole, lacking, holes }, isOlder) => {
          const hole = { holes: holes.map((one) => ({ ...one, reason: 'Logto failed.' })) };
          return isOlder
            ? withTwo(lacking, whole, check, hole, {})
            : withTwo(whole, lacking, check, {}, hole);
        }),
        RUNS,
      ));

    it('of two tenants', () =>
      fc.assert(
        fc.asyncProperty(anyRows, anyRows, (one, other) =>
          withTwo(one, elsewhere(other), (...both) => assert.ok(check(...both).byName), {}, PRODUCTION),
        ),
        RUNS,
      ));
  });

  it('finds no more and no fewer differences than a look at every row', () =>
    fc.assert(
      fc.asyncProperty(anyRows, anyRows, (one, other) =>
        withTwo(one, other, (before, after) => {
          const [old, now] = tellBoth(before, after);
          const { summary } = compareSnapshots(before, after);
          const text = (fields: object | undefined): string => JSON.stringify(fields);
          assert.deepEqual(summary, {
            added: [...now.keys()].filter((key) => !old.has(key)).length,
            removed: [...old.keys()].filter((key) => !now.has(key)).length,
            changed: [...now].filter(([key, fields]) => old.has(key) && text(old.get(key)) !== text(fields))
              .length,
          });
        }),
      ),
      RUNS,
    ));
});
