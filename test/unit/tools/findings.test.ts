import assert from 'node:assert/strict';
import sinon from 'sinon';
import { DEFAULT_SETTINGS } from '../../../src/findings/thresholds.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import type { C1Origin } from '../../../src/snapshot/model.ts';
import { SHOP } from '../access/support/shop.ts';
import { user, type Rows } from '../snapshot/support/rows.ts';
import { allRows, refused, withLibrary, type Answer, type Row } from './support/library.ts';

/** What else a test looks at in an answer. */
type More = Answer & Readonly<Record<string, unknown>>;
/** What is told of findings. */
type Told = Answer & { readonly bySeverity: Row; readonly rules: readonly Row[] };

describe('The tools of language models, about findings', function () {
  it('tell those of one severity, rule or thing alone, with how many there are and what to do about each', () =>
    withLibrary([[SHOP]], async (ask) => {
      const all = (await ask('logto_findings')) as Told;
      const rows = await allRows(ask, 'logto_findings', { limit: 2 });
      const of = (severity: string): Row[] => rows.filter((row) => row.severity === severity);
      const counts = { high: of('high').length, medium: of('medium').length, low: of('low').length };
      assert.deepEqual([all.bySeverity, all.total], [counts, rows.length]);
      assert.ok(counts.high > 0 && counts.low > 0);
      assert.deepEqual(await allRows(ask, 'logto_findings', { severity: 'low' }), of('low'));
      const { rows: suspended, rules } = (await ask('logto_findings', {
        rule: 'suspended-with-roles',
      })) as Told;
      assert.deepEqual([...new Set(suspended.map(({ rule }) => rule))], ['suspended-with-roles']);
      assert.deepEqual(
        rules.map((rule) => Object.keys(rule)),
        [['rule', 'title', 'why', 'whatToDo']],
      );
      const { rows: ofBob } = await ask('logto_findings', { about: 'Bob' });
      assert.ok(ofBob.length > 0);
      for (const { subjects } of ofBob) assert.ok((subjects as Row[]).some(({ id }) => id === 'u2'));
      await refused(
        ask('logto_findings', { severity: 'urgent' }),
        /severity has to be one of "high", "medium", "low", not "urgent"\. It takes severity, rule, about/,
      );
    }));

  it('are judged in the worker: this thread, of which the editor has only one, reads no list for it', () =>
    withLibrary([[SHOP]], async (ask) => {
      const read = sinon.stub(Snapshot.prototype, 'iterate').throws(new Error('read in this thread'));
      try {
        const { rows, total } = await ask('logto_findings', { limit: 2 });
        assert.ok(rows.length === 2 && total > 2);
        assert.equal((await ask('logto_findings', { rule: 'unheld-role', severity: 'high' })).total, 0);
      } finally {
        read.restore();
      }
    }));

  it('say which privileged roles do not exist', () => {
    const thresholds = { ...DEFAULT_SETTINGS.thresholds, privilegedRoles: ['admn'] };
    const how = {
      ...{ settings: { ...DEFAULT_SETTINGS, thresholds } },
      suppressions: [],
      today: '2026-01-01',
    };
    return withLibrary(
      [[SHOP]],
      async (ask) => {
        const { notices } = (await ask('logto_findings')) as Answer & { notices: string[] };
        assert.match(notices.join(), /^Privileged roles not found: "admn"\. Judged instead: /);
      },
      how,
    );
  });

  describe('that are new or gone', () => {
    const LATER: Rows = { ...SHOP, users: [...SHOP.users!, user('u8', { name: 'Una' }), user('u9')] };
    const OUTSIDE = 'user-without-organization';
    const namesOf = (rows: readonly Row[]): unknown[] =>
      rows.map(({ subjects }) => (subjects as { id: string }[])[0]?.id);

    it('count them beside the changes, and tell every one page by page, with its rule', () =>
      withLibrary([[SHOP], [LATER]], async (ask) => {
        const { findings, total } = (await ask('logto_changes')) as More & { findings: object };
        assert.deepEqual(findings, { new: 2, gone: 0, suppressed: 0, unsure: 0 });
        assert.equal(total, 2, 'and the rows are the changes');
        const first = (await ask('logto_changes', { list: 'newFindings', limit: 1 })) as More;
        assert.deepEqual(
          (first.rules as Row[]).map(({ rule }) => rule),
          [OUTSIDE],
        );
        const rows = await allRows(ask, 'logto_changes', { list: 'newFindings', limit: 1 });
        assert.deepEqual(namesOf(rows), ['u8', 'u9']);
      }));

    it('tell those that are gone apart', () =>
      withLibrary([[LATER], [SHOP]], async (ask) => {
        const gone = await ask('logto_changes', { list: 'goneFindings' });
        assert.deepEqual(namesOf(gone.rows), ['u8', 'u9']);
        assert.deepEqual((await ask('logto_changes', { list: 'newFindings' })).rows, []);
      }));

    it('tell those of one thing alone, and refuse what is said of changes only', () =>
      withLibrary([[SHOP], [LATER]], async (ask) => {
        const ofUna = await ask('logto_changes', { list: 'newFindings', about: 'Una' });
        assert.deepEqual(namesOf(ofUna.rows), ['u8']);
        await refused(
          ask('logto_changes', { list: 'newFindings', privileged: true }),
          /^Findings have no effect, .* list the changes\.$/,
        );
      }));

    it('leave out what a person suppressed or switched off, here and among all findings', () => {
      const suppressions = [{ finding: `${OUTSIDE}/u8`, saw: '', reason: 'A test', until: '2999-12-31' }];
      const how = { settings: DEFAULT_SETTINGS, suppressions, today: '2026-01-01' };
      return withLibrary(
        [[SHOP], [LATER]],
        async (ask) => {
          const { findings } = (await ask('logto_changes')) as More & { findings: object };
          assert.deepEqual(findings, { new: 1, gone: 0, suppressed: 1, unsure: 0 });
          const rows = await allRows(ask, 'logto_findings', { rule: OUTSIDE });
          assert.deepEqual(namesOf(rows), ['u9']);
          assert.equal(((await ask('logto_findings', { rule: OUTSIDE })) as More).suppressed, 1);
        },
        how,
      );
    });

    it('say why they are not compared with a C1 file', () => {
      const c1: C1Origin = {
        ...{ format: 'C1Z', syncId: 'x', olderSyncs: 0, foreign: false, unknown: ['global roles'] },
      };
      return withLibrary([[SHOP, { c1 }], [LATER]], async (ask) => {
        const { findings } = (await ask('logto_changes')) as More & { findings: Row };
        assert.match(String(findings.notCompared), /since a C1 file does not carry/);
      });
    });
  });
});
