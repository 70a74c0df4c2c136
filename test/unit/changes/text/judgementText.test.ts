import assert from 'node:assert/strict';
import type { Judgement } from '../../../../src/changes/judging/judgement.ts';
import { writeReport } from '../../../../src/changes/text/report.ts';
import type { Finding } from '../../../../src/findings/model.ts';
import { escapeMarkdown } from '../../../../src/words.ts';
import { CHANGES } from '../support/change.ts';
import { comparison } from '../support/comparison.ts';

const NOT_COMPARED =
  'not compared of what both snapshots have: Just-in-time rule that grants the most privileged role (privileged-just-in-time), since only the older sync asked for it';
const PERHAPS =
  'Perhaps new is what the older snapshot may have too: it does not tell all that this is judged by';

describe('A report', () => {
  const finding = (saw: string): Finding => {
    return { rule: 'same-email', severity: 'medium', key: `same-email/${saw}`, saw, subjects: [] };
  };
  const judgement: Judgement = {
    findings: {
      new: [{ rule: 'same-email', severity: 'medium', count: 1202, findings: [finding('A_da and a_da')] }],
      gone: [{ rule: 'same-email', severity: 'medium', count: 1, findings: [finding('Bob and bob')] }],
      ...{ suppressed: 2, unsure: 1 },
      notCompared: [{ rule: 'privileged-just-in-time', why: 'only the older sync asked for it' }],
    },
    policies: [
      {
        ...{ file: 'p.jsonc', assertions: 2 },
        verdicts: [
          {
            ...{ kind: 'breach', assertion: 0, assert: 'requiresMfa', isNew: true },
            ...{ at: { offset: 0, length: 1, line: 4, column: 2 }, message: 'A_cme does not require MFA' },
            because: 'They a_sk for it',
          },
          {
            ...{ kind: 'breach', assertion: 0, assert: 'requiresMfa', isNew: false, mayBeNew: true },
            ...{ at: { offset: 0, length: 1, line: 4, column: 2 }, message: 'Zeta does not require MFA' },
          },
        ],
      },
    ],
  };

  it('tells what looks wrong since, and what a policy forbids', () => {
    const text = writeReport(comparison([]), 'text', judgement);
    assert.equal(
      text.slice(text.indexOf('\n') + 1),
      [
        ...['', 'Findings: 1,202 new findings, 1 gone', '  + medium: A_da and a_da'],
        ...['  + medium: and 1,201 more of this kind', '  - medium: Bob and bob'],
        '  ? 2 more new or gone, and suppressed',
        '  ? 1 cannot be judged: not all that they tell of was read in both snapshots',
        `  ? ${NOT_COMPARED}`,
        ...[
          '',
          'Policy p.jsonc: 1 of 2 assertions breached',
          '  ! line 5: new: A_cme does not require MFA. The policy says: They a_sk for it',
          '  ! line 5: perhaps new: Zeta does not require MFA',
          `  ? ${PERHAPS}`,
          '',
        ],
      ].join('\n'),
    );
  });

  it('in Markdown tells that after the access that was gained and lost, and before the rest', () => {
    const markdown = writeReport(comparison(CHANGES), 'markdown', judgement);
    const sections = markdown.split('\n').filter((line) => line.startsWith('## '));
    assert.deepEqual(sections, [
      ...['## Access gained (3)', '## Access lost (1)', '## Policy p.jsonc: 1 of 2 assertions breached'],
      ...['## New findings (1,202)', '## Findings that are gone (1)', '## Everything else (1)'],
    ]);
    for (const line of [
      '- **medium** A\\_da and a\\_da',
      '- **medium** and 1,201 more of this kind',
      '- **breach, new** line 5: A\\_cme does not require MFA. The policy says: They a\\_sk for it',
      '- **breach, perhaps new** line 5: Zeta does not require MFA',
      `${PERHAPS}.`,
      'Findings: 2 more new or gone, and suppressed; 1 cannot be judged: not all that they tell of was read in both snapshots; ' +
        `${escapeMarkdown(NOT_COMPARED)}.`,
    ])
      assert.ok(markdown.split('\n').includes(line), line);
  });
});
