import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupChanges } from '../../../../src/changes/group.ts';
import type { Change, Comparison } from '../../../../src/changes/model.ts';
import { writeReport } from '../../../../src/changes/text/report.ts';
import { describeChange, signOf, summaryLine } from '../../../../src/changes/text/sentences.ts';

import type { SnapshotInfo } from '../../../../src/snapshot/model.ts';
import { change, CHANGES } from '../support/change.ts';
import { comparison } from '../support/comparison.ts';

/** What people can put into a name: Markdown, line breaks, control characters, marks that turn text around. */
const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '\n',
        '\r\n',
        '\u2028',
        '\u2029',
        '\u0085',
        '\u001b[2J',
        '\u202e',
        '\0',
        '\t',
        '# ',
        '- ',
        '* ',
        '| ',
        '`',
        '<b>',
      ],
      ...['[x](y)', '![x](y)', '&lt;', '**', '__', '~~', '\\', '> ', '1. ', 'Ada', ' '],
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => `A${parts.join('')}Z`);

describe('Changes in groups', () => {
  const inOrganization = (organizationId: string, organizationName: string): Change =>
    change({
      subject: 'membership',
      id: `${organizationId}/u1`,
      organizationId,
      organizationName,
      userLabel: 'Ada',
    });

  it('has organizations by name first, then the tenant in the order in which it is told', () => {
    const groups = groupChanges([
      change(),
      inOrganization('o2', 'Zeta'),
      change({ subject: 'organizationRole' }),
      inOrganization('o1', 'éclair'),
      change({ subject: 'globalRoleUser' }),
      change({ subject: 'globalRole' }),
      inOrganization('o3', 'Acme'),
      inOrganization('o2', 'Zeta'),
      change({ subject: 'application' }),
    ]);
    assert.deepEqual(
      groups.map(({ title, changes }) => `${title} ${changes.length}`),
      ['Acme 1', 'éclair 1', 'Zeta 2', 'Users 1', 'Organization roles 1', 'Global roles 2', 'Applications 1'],
    );
  });

  it('keeps two organizations of one name apart', () => {
    const groups = groupChanges([inOrganization('o2', 'Acme'), inOrganization('o1', 'Acme')]);
    assert.deepEqual(
      groups.map(({ of }) => of?.id),
      ['o1', 'o2'],
    );
  });

  it('is empty where nothing changed', () => assert.deepEqual(groupChanges([]), []));

  it('loses no change', () => {
    const any = fc.array(
      fc.record({
        organization: fc.constantFrom('o1', 'o2', undefined),
        subject: fc.constantFrom('user', 'application'),
      }),
    );
    fc.assert(
      fc.property(any, (rows) => {
        const changes = rows.map(({ organization, subject }, i) => ({
          ...(organization === undefined ? change({ subject }) : inOrganization(organization, organization)),
          id: String(i),
        }));
        const grouped = groupChanges(changes).flatMap((group) => group.changes.map(({ id }) => id));
        assert.deepEqual(grouped.sort(), changes.map(({ id }) => id).sort());
      }),
    );
  });
});

describe('A change in words', () => {
  it('is summed up with signs', () => {
    assert.equal(summaryLine({ added: 12, removed: 3, changed: 0 }), '+12 \u22123 ~0');
    assert.deepEqual(CHANGES.slice(0, 3).map(signOf), ['+', '-', '~']);
  });

  it('says (none) for what had no value', () => {
    assert.equal(
      describeChange(CHANGES[2]!),
      'organization role guest: permissions: (none) → read (gained by 12 people)',
    );
  });
});

describe('A report', function () {
  it('as text has one change a line, below where it lies', () => {
    assert.equal(
      writeReport(comparison(CHANGES), 'text'),
      [
        'Parcelwise: +3 \u22121 ~1 between 2026-11-17 09:30 UTC and 2026-11-24 09:30 UTC',
        '',
        'Acme',
        '  - Bob no longer holds admin',
        '  + Cy joined',
        '',
        'Users',
        '  + user Cy is new',
        '',
        'Organization roles',
        '  ~ organization role guest: permissions: (none) → read (gained by 12 people)',
        '',
        'Global roles',
        '  + Cy now holds Support',
        '',
      ].join('\n'),
    );
  });

  it('as Markdown tells what access was gained, privileged first, then what was lost, then the rest', () => {
    assert.equal(
      writeReport(comparison(CHANGES), 'markdown'),
      [
        ...['# What changed in Parcelwise', '', 'From 2026-11-17 09:30 UTC to 2026-11-24 09:30 UTC.', ''],
        ...['Both snapshots are complete.', ''],
        ...['| | added | removed | changed |', '| :-- | --: | --: | --: |', '| Users | 1 | 0 | 0 |'],
        ...['| Organization roles of members | 0 | 1 | 0 |', '| Organization roles | 0 | 0 | 1 |'],
        ...['| Memberships | 1 | 0 | 0 |', '| Global roles of users | 1 | 0 | 0 |', ''],
        ...['## Access gained (3)', '', '- **added, privileged** Cy now holds Support'],
        '- **changed** organization role guest: permissions: \\(none\\) → read \\(gained by 12 people\\)',
        ...['- **added** Cy joined Acme', ''],
        ...['## Access lost (1)', '', '- **removed, privileged** Bob no longer holds admin in Acme', ''],
        ...['## Everything else (1)', '', '- **added** user Cy is new', ''],
      ].join('\n'),
    );
  });

  it('as JSON is the comparison', () => {
    const whole = comparison(CHANGES);
    assert.deepEqual(JSON.parse(writeReport(whole, 'json')), whole);
  });

  const holes = [{ in: 'members', of: 'o_1', rows: 2, reason: 'Row 7 cannot be read.' }] as const;
  const why =
    'the snapshot of 2026-11-24 09:30 UTC is incomplete: 2 members of the organization o_1 are missing: Row 7 cannot be read';
  const incomplete = (changes: readonly Change[], unsure: number): Comparison => {
    const whole = comparison(changes);
    return { ...whole, unsure, before: { ...whole.before, id: 'w' }, after: { ...whole.after, holes } };
  };

  it('says how many differences cannot be judged, and why', () => {
    const [headline, unsure] = writeReport(incomplete(CHANGES, 1200), 'text').split('\n');
    assert.match(headline!, /^Parcelwise: \+3 \u22121 ~1 between /);
    assert.equal(unsure, `1,200 differences cannot be judged, since ${why}`);
    assert.ok(
      writeReport(incomplete(CHANGES, 1), 'markdown').includes(
        `\n\n1 difference cannot be judged, since ${why.replace('_', '\\_')}.\n`,
      ),
    );
    const { unsure: count } = JSON.parse(writeReport(incomplete(CHANGES, 1), 'json')) as Comparison;
    assert.equal(count, 1);
  });

  it('does not say that nothing differs where that is not certain', () => {
    assert.match(writeReport(incomplete([], 1), 'text'), /^Parcelwise: nothing differs for certain between/);
    assert.match(writeReport(incomplete([], 1), 'markdown'), /\n\nNothing differs for certain\.\n/);
  });

  it('says that a snapshot is incomplete also where no difference is known', () => {
    const [first, second] = writeReport(incomplete([], 0), 'text').split('\n');
    assert.match(first!, /^Parcelwise: nothing that could be read differs between /);
    assert.equal(second, `What is missing cannot be compared, since ${why}`);
    assert.match(writeReport(incomplete([], 0), 'markdown'), /\n\nNothing that could be read differs\.\n$/);
  });

  it('names both snapshots where both are incomplete', () => {
    const both = incomplete([], 2);
    const [, second] = writeReport({ ...both, before: { ...both.before, holes } }, 'text').split('\n');
    assert.match(second!, /since the snapshot of 2026-11-17 .*, and the snapshot of 2026-11-24 /);
  });

  it('tells by their seconds two snapshots of one minute apart', () => {
    const { after, ...rest } = incomplete(CHANGES, 1);
    const at = (info: SnapshotInfo, second: number): SnapshotInfo => ({
      ...info,
      endedAt: after.endedAt + second * 1000,
    });
    const later = { ...rest, before: at(rest.before, 1), after: at(after, 30) };
    const [first, second] = writeReport(later, 'text').split('\n');
    assert.match(first!, / between 2026-11-24 09:30:01 UTC and 2026-11-24 09:30:30 UTC$/);
    assert.match(second!, /since the snapshot of 2026-11-24 09:30:30 UTC is incomplete: /);
    assert.match(writeReport(later, 'markdown'), /\n\nFrom .* 09:30:01 UTC to .* 09:30:30 UTC\.\n/);
  });

  it('says so where nothing differs', () => {
    assert.match(writeReport(comparison([]), 'text'), /^Parcelwise: nothing differs between .*\n$/);
    assert.match(writeReport(comparison([]), 'markdown'), /\n\nNothing differs\.\n$/);
  });

  const hostileComparisons = fc
    .tuple(hostile, hostile, hostile, hostile)
    .map(([tenant, label, user, place]) => {
      const parts = { organizationId: 'o1', organizationName: place, userId: 'u1', userLabel: user };
      return comparison(
        [
          change({ label }),
          change({ ...parts, subject: 'roleAssignment', label }),
          change({ kind: 'changed', label, fields: [{ field: 'name', before: user, after: label }] }),
        ],
        tenant,
      );
    });

  it('has as many lines as facts whatever is in a name', () => {
    fc.assert(
      fc.property(hostileComparisons, (whole) => {
        for (const [format, lines] of [
          ['text', 1 + 3 + 4 + 1],
          ['markdown', 5 + 5 + 3 + 3 + 1],
        ] as const) {
          const report = writeReport(whole, format);
          assert.equal(report.split('\n').length, lines, JSON.stringify(report));
          assert.doesNotMatch(report.replaceAll('\n', ''), /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        }
      }),
    );
  });

  it('as Markdown lets nothing in a name act as Markdown', () => {
    fc.assert(
      fc.property(hostileComparisons, (whole) => {
        for (const line of writeReport(whole, 'markdown').split('\n')) {
          if (!/^(#|- )/.test(line)) continue;
          const text = line.replace(/^(# What changed in |## .*|- \*\*\w+(, privileged)?\*\* )/, '');
          assert.doesNotMatch(text.replace(/\\[^A-Za-z0-9\s]/g, ''), /[\\`*_[\]()#!|<>~&]/, line);
        }
      }),
    );
  });

  it('as JSON keeps names as they are', () => {
    fc.assert(
      fc.property(hostileComparisons, (whole) => {
        assert.deepEqual(JSON.parse(writeReport(whole, 'json')), whole);
      }),
    );
  });
});
