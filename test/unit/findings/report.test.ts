import assert from 'node:assert/strict';
import { join } from 'node:path';
import { countFindings, findFindings, type FindingsJob } from '../../../src/findings/found.ts';
import type { Finding } from '../../../src/findings/model.ts';
import { FINDING_FORMATS, reportPieces, type FindingFormat } from '../../../src/findings/report/report.ts';
import { fileUri, sarifLog } from '../../../src/findings/report/sarif.ts';
import { RULES } from '../../../src/findings/rules.ts';
import { suppressedOn, Unsuppressed } from '../../../src/findings/suppressions.ts';
import { DEFAULT_SETTINGS } from '../../../src/findings/thresholds.ts';
import { judge } from '../../../src/findings/judge.ts';
import { readSarif } from '../../support/sarif.ts';
import { withFolder, withSnapshot } from '../../support/snapshots.ts';
import { organization, organizationRole, user, writeSnapshot, type Rows } from '../snapshot/support/rows.ts';
import { NOW } from './support/judged.ts';

/** Ada is suspended; Bob and Eve hold no role; nobody is in Zeta. */
const ROWS: Rows = {
  users: [
    user('u1', { name: '*Ada*', suspended: true }),
    user('u2', { name: 'Bob' }),
    user('u3', { name: 'Eve' }),
  ],
  organizations: [organization('o2', { name: 'Acme' }), organization('o1', { name: 'Zeta' })],
  members: { o2: { u1: ['r1'], u2: [], u3: [] } },
  organizationRoles: [organizationRole('r1', { name: 'admin' })],
};
const TODAY = '2026-06-01';
const off = ['dormant-with-roles'];

function withJob<T>(look: (job: FindingsJob) => Promise<T> | T): Promise<T> {
  return withFolder((folder) => {
    const file = join(folder, 'a b#.snapshot');
    writeSnapshot(file, ROWS, { endedAt: NOW });
    return look({ file, settings: { ...DEFAULT_SETTINGS, off }, suppressions: [], today: TODAY });
  });
}

const written = (
  format: FindingFormat,
  notices: readonly string[] = [],
  suppressed: readonly string[] = [],
): Promise<string> =>
  withJob(({ file, settings }) =>
    withSnapshot(file, (snapshot) => {
      const hidden = suppressed.map((finding) => ({ finding, saw: '', reason: 'So.', until: TODAY }));
      const findings = new Unsuppressed(judge(snapshot, settings), {
        ...{ hidden: suppressedOn(TODAY, hidden), ended: 0, unsure: [] },
      });
      const report = { info: snapshot.info, file: 'a b#.snapshot', version: '1.2.3', notices, findings };
      return [...reportPieces(report, format)].join('');
    }),
  );

describe('Findings', () => {
  it('are told as text, by rule, the most severe first', async () => {
    assert.equal(
      await written('text'),
      [
        'Test tenant, as of 2026-06-01 00:00 UTC',
        '',
        'high: Suspended, but still holds roles [suspended-with-roles]',
        '  *Ada* is suspended and still holds admin in Acme',
        '',
        'low: Member without a role [member-without-role]',
        '  Bob is a member of Acme and holds no role there',
        '  Eve is a member of Acme and holds no role there',
        '',
        'low: Organization without members [empty-organization]',
        '  Zeta has no members',
        '',
        '4 findings',
        '',
      ].join('\n'),
    );
  });

  it('are told as Markdown in which no name acts as Markdown', async () => {
    const text = await written('markdown');
    assert.match(text, /^# What looks wrong in Test tenant\n\nAs of 2026-06-01 00:00 UTC\.\n/);
    assert.match(
      text,
      /\n## Suspended, but still holds roles \(high\)\n\nA suspended person .*\[How\]\(https:/,
    );
    assert.ok(text.includes('- \\*Ada\\* is suspended and still holds admin in Acme\n'));
    assert.match(text, /\n4 findings\.\n$/);
  });

  it('are told as JSON', async () => {
    const { snapshot, findings } = JSON.parse(await written('json')) as {
      snapshot: { tenantName: string };
      findings: Finding[];
    };
    assert.equal(snapshot.tenantName, 'Test tenant');
    assert.deepEqual(
      findings.map(({ key }) => key),
      [
        'suspended-with-roles/u1/o2',
        'member-without-role/u2/o2',
        'member-without-role/u3/o2',
        'empty-organization/o1/o1',
      ],
    );
  });

  it('are told as SARIF 2.1.0, valid against its schema', async () => {
    const [run] = readSarif(await written('sarif')).runs;
    assert.equal(run?.tool.driver.rules.length, RULES.length);
    assert.deepEqual(
      run.results.map(({ ruleId, level, message }) => [ruleId, level, message.text]),
      [
        ['suspended-with-roles', 'error', '*Ada* is suspended and still holds admin in Acme'],
        ['member-without-role', 'note', 'Bob is a member of Acme and holds no role there'],
        ['member-without-role', 'note', 'Eve is a member of Acme and holds no role there'],
        ['empty-organization', 'note', 'Zeta has no members'],
      ],
    );
    for (const { ruleId, ruleIndex } of run.results)
      assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.ok(JSON.stringify(run.results).includes('"uri":"a%20b%23.snapshot"'));
  });

  it('are told as SARIF in which no name becomes a link or a placeholder', () => {
    const name = '[open](command:x) [0] {0} A\\b';
    const message = { text: `${name} has no members` };
    const result = { ruleId: 'r', ruleIndex: 0, level: 'note', message, locations: [] } as const;
    const log = [
      ...sarifLog('1', [], [result], { warnings: { execution: [name], configuration: [name] } }),
    ].join('');
    const [run] = readSarif(log).runs;
    const harmless = '[open] (command:x) [0] {{0}} A\\b';
    assert.equal(run?.results[0]?.message.text, `${harmless} has no members`);
    const told = { level: 'warning', message: { text: harmless } };
    assert.deepEqual(run.invocations?.[0]?.toolExecutionNotifications, [told]);
    assert.deepEqual(run.invocations[0].toolConfigurationNotifications, [told]);
  });

  it('name in SARIF the file by a reference that is one on every system', () => {
    assert.equal(fileUri('C:\\a b\\c#.snapshot', true), 'file:///C:/a%20b/c%23.snapshot');
    assert.equal(fileUri('\\\\server\\share\\c.snapshot', true), 'file://server/share/c.snapshot');
    assert.equal(fileUri('a\\c?.snapshot', true), 'a/c%3F.snapshot');
    assert.equal(fileUri('/a b/c#.snapshot', false), 'file:///a%20b/c%23.snapshot');
    assert.equal(fileUri('09:30.snapshot', false), '09%3A30.snapshot');
  });

  it('say in every form what was not judged as it was meant', async () => {
    const notices = ['Privileged roles not found: "*ownr"'];
    const has = async (format: FindingFormat, text: string): Promise<void> =>
      assert.ok((await written(format, notices)).includes(text), format);
    await has('text', '\nNOTICE: Privileged roles not found: "*ownr"\n');
    await has('markdown', '\nNotice: Privileged roles not found: "\\*ownr".\n');
    await has('json', '\n"notices":["Privileged roles not found: \\"*ownr\\""],\n');
    const [run] = readSarif(await written('sarif', notices)).runs;
    assert.deepEqual(run?.invocations?.[0]?.toolConfigurationNotifications, [
      { level: 'warning', message: { text: 'Privileged roles not found: "*ownr"' } },
    ]);
  });

  it('say in every form what a C1 file does not tell, and that most of the snapshot before is gone', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const c1 = { format: 'C1Z', syncId: 's', olderSyncs: 0, foreign: false } as const;
      const vanished = { since: 'run1', users: 12, organizations: 0, memberships: 40 };
      writeSnapshot(file, ROWS, { c1: { ...c1, unknown: ['invitations'] }, vanished });
      return withSnapshot(file, (snapshot) => {
        for (const format of FINDING_FORMATS) {
          const findings = new Unsuppressed([], { hidden: new Map(), ended: 0, unsure: [] });
          const report = { info: snapshot.info, file, version: '1', notices: [], findings };
          const text = [...reportPieces(report, format)].join('');
          assert.match(text, /Not in a C1 file, so unknown: invitations/, format);
          assert.match(text, /12 users, 40 memberships of the snapshot before are gone/, format);
        }
      });
    }));

  it('say in every form how many are suppressed, and leave them out', async () => {
    const hidden = ['member-without-role/u2/o2', 'member-without-role/u3/o2', 'nothing/such'];
    const told = async (format: FindingFormat): Promise<string> => {
      const text = await written(format, [], hidden);
      assert.ok(!text.includes('Bob is a member'), format);
      return text;
    };
    assert.match(await told('text'), /\n2 findings, 2 suppressed, 1 suppression matches nothing here\n$/);
    assert.match(
      await told('markdown'),
      /\n2 findings, 2 suppressed, 1 suppression matches nothing here\.\n$/,
    );
    assert.equal((JSON.parse(await told('json')) as { suppressed: number }).suppressed, 2);
    const [run] = readSarif(await told('sarif')).runs;
    assert.deepEqual(
      [run?.results.length, run?.properties],
      [2, { suppressed: 2, idleSuppressions: { unmatched: 1, ended: 0 } }],
    );
  });

  it('are counted by rule and organization', async () => {
    const { rules, total, suppressed, notices, notJudged } = await withJob(countFindings);
    assert.deepEqual(notJudged, [], 'without privileged roles');
    assert.deepEqual([total, suppressed], [4, 0]);
    assert.match(notices.join(), /^Nothing is judged that is about the most privileged roles: no /);
    assert.deepEqual(
      rules.map(({ rule, count }) => [rule, count]),
      [
        ['suspended-with-roles', 1],
        ['member-without-role', 2],
        ['empty-organization', 1],
      ],
    );
    assert.deepEqual(rules[1]?.places, [{ organization: { id: 'o2', name: 'Acme' }, count: 2 }]);
  });

  it('are given a page at a time, of a rule, an organization, or one that names a thing', async () => {
    await withJob((job) => {
      const keys = (wanted: object): [string[], number] => {
        const { findings, total } = findFindings({ ...job, wanted: { offset: 0, limit: 10, ...wanted } });
        return [findings.map(({ key }) => key), total];
      };
      assert.deepEqual(keys({ rule: 'member-without-role', offset: 1, limit: 1 }), [
        ['member-without-role/u3/o2'],
        2,
      ]);
      assert.deepEqual(keys({ organizationId: 'o1' }), [['empty-organization/o1/o1'], 1]);
      assert.deepEqual(keys({ organizationId: null }), [[], 0]);
      assert.deepEqual(keys({ naming: 'u1' }), [['suspended-with-roles/u1/o2'], 1]);
    });
  });

  it('are not told while they are suppressed, and come back on the day after', async () => {
    await withJob((job) => {
      const suppressed = (until: string): unknown => {
        const one = { finding: 'empty-organization/o1/o1', saw: '', reason: 'It starts in June.', until };
        const { total, suppressed: hidden } = countFindings({ ...job, suppressions: [one] });
        return [total, hidden];
      };
      const one = { finding: 'member-without-role/u2/o2', saw: '', reason: 'So.', until: TODAY };
      for (const [wanted, expected] of [
        [{ rule: 'member-without-role' }, [1, 1]],
        [{ naming: 'u3' }, [1, 0]],
        [{ severity: 'high' }, [1, 0]],
      ] as const) {
        const page = { offset: 0, limit: 0, ...wanted };
        const found = findFindings({ ...job, suppressions: [one], wanted: page });
        assert.deepEqual([found.total, found.suppressed], expected);
      }
      assert.deepEqual(suppressed(TODAY), [3, 1]);
      assert.deepEqual(suppressed('2026-05-31'), [4, 0]);
    });
  });
});
