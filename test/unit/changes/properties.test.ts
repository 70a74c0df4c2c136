import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { compareSnapshots } from '../../../src/changes/compare.ts';
import type { Change, Comparison } from '../../../src/changes/model.ts';
import { Names } from '../../../src/changes/names.ts';
import { writeReport } from '../../../src/changes/report.ts';
import { SUBJECTS } from '../../../src/changes/subjects.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { withFolder } from '../../support/snapshots.ts';
import { writeSnapshot, type Rows } from '../snapshot/support/rows.ts';
import { anyRows, reversed } from './support/anyRows.ts';

const RUNS = { numRuns: 60 };

function withTwo(
  before: Rows,
  after: Rows,
  look: (before: Snapshot, after: Snapshot) => void,
): Promise<void> {
  return withFolder((folder) => {
    const [one, other] = ['a.snapshot', 'b.snapshot'].map((name) => join(folder, name)) as [string, string];
    writeSnapshot(one, before);
    writeSnapshot(other, after);
    const snapshots = [Snapshot.open(one), Snapshot.open(other)] as const;
    try {
      look(...snapshots);
    } finally {
      for (const snapshot of snapshots) snapshot.close();
    }
  });
}

type Told = Map<string, Record<string, string>>;

const keyOf = ({ subject, id }: Pick<Change, 'subject' | 'id'>): string => `${subject} ${id}`;

/** Everything of which a comparison takes note, by what it is of and its ids. */
function tell(snapshot: Snapshot, names: Names): Told {
  const told: Told = new Map();
  for (const { subject, rows, key, fields } of SUBJECTS)
    for (const row of rows(snapshot))
      told.set(keyOf({ subject, id: key(row).replaceAll('\0', '/') }), { ...fields?.(row, names) });
  return told;
}

/** What there is after the changes. */
function applied(before: Told, changes: readonly Change[], after: Told): Told {
  const now: Told = new Map([...before].map(([key, fields]) => [key, { ...fields }]));
  for (const change of changes) {
    const key = keyOf(change);
    if (change.kind === 'removed') assert.ok(now.delete(key), `${key} was there`);
    else if (change.kind === 'added') {
      assert.ok(!now.has(key), `${key} was not there`);
      now.set(key, { ...after.get(key) });
    } else
      for (const { field, before: old, after: value } of change.fields) {
        const row = now.get(key);
        assert.ok(row, `${key} was there`);
        assert.equal(row[field], old);
        row[field] = value;
      }
  }
  return now;
}

const sorted = (told: Told): [string, object][] => [...told].sort(([a], [b]) => (a < b ? -1 : 1));

/** A comparison as it reads from the other side. */
function mirrored({ changes }: Comparison): unknown[] {
  const kinds = { added: 'removed', removed: 'added', changed: 'changed' } as const;
  const effects = { gained: 'lost', lost: 'gained' } as const;
  return changes.map(({ kind, subject, id, fields, effects: those, privileged }) => ({
    ...{ kind: kinds[kind], subject, id, privileged },
    fields: fields.map(({ field, before, after }) => ({ field, before: after, after: before })),
    effects: those.map((effect) => effects[effect]).sort(),
  }));
}

const plain = ({ changes }: Comparison): unknown[] =>
  changes.map(({ kind, subject, id, fields, effects, privileged }) => {
    return { kind, subject, id, privileged, fields, effects: [...effects].sort() };
  });

describe('A comparison of any two snapshots', function () {
  this.timeout(120_000);

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
          const names = new Names(before, after);
          const [old, now] = [tell(before, names), tell(after, names)];
          assert.deepEqual(sorted(applied(old, compareSnapshots(before, after).changes, now)), sorted(now));
        }),
      ),
      RUNS,
    ));

  it('is the mirror of the one the other way round', () =>
    fc.assert(
      fc.asyncProperty(anyRows, anyRows, (one, other) =>
        withTwo(one, other, (before, after) => {
          // What a role is called when it is held decides how fields of holders read: here it is called the same.
          const back = compareSnapshots(after, before);
          const there = compareSnapshots(before, after);
          const withoutNames = (changes: unknown[]): unknown[] =>
            (changes as { subject: string }[]).filter(
              ({ subject }) => subject !== 'applicationMembership' && subject !== 'invitation',
            );
          assert.deepEqual(withoutNames(plain(there)), withoutNames(mirrored(back)));
        }),
      ),
      RUNS,
    ));

  it('as JSON is as its schema says', () => {
    const schema = readFileSync(
      new URL('../../../src/changes/comparison.schema.json', import.meta.url),
      'utf8',
    );
    const isValid = new Ajv2020({ allErrors: true }).compile(JSON.parse(schema) as object);
    return fc.assert(
      fc.asyncProperty(anyRows, anyRows, (one, other) =>
        withTwo(one, other, (before, after) => {
          const written = writeReport(compareSnapshots(before, after), 'json');
          assert.ok(isValid(JSON.parse(written)), JSON.stringify(isValid.errors));
        }),
      ),
      RUNS,
    );
  });

  it('finds no more and no fewer differences than a look at every row', () =>
    fc.assert(
      fc.asyncProperty(anyRows, anyRows, (one, other) =>
        withTwo(one, other, (before, after) => {
          const names = new Names(before, after);
          const [old, now] = [tell(before, names), tell(after, names)];
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
