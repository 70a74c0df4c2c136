import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanTenant } from './support/clean.ts';
import { withAnyHoles } from '../changes/support/holes.ts';
import { RULES } from '../../../src/findings/rules.ts';
import { findingsIn, noticesIn, withJudged } from './support/judged.ts';

describe('Rules', function () {
  it('see nothing in any clean tenant', async () => {
    await fc.assert(
      fc.asyncProperty(cleanTenant, async (rows) => {
        assert.deepEqual(await findingsIn(rows), []);
        const notices = await noticesIn(rows, { info: { justInTime: true } });
        assert.deepEqual(
          notices.filter((notice) => !notice.includes('(privileged-without-mfa)')),
          [],
        );
      }),
      { numRuns: 60 },
    );
  });

  it('see nothing in an incomplete snapshot that they do not see in the whole tenant', async () => {
    await fc.assert(
      fc.asyncProperty(withAnyHoles, async ({ whole, lacking, holes }) => {
        const info = { holes: holes.map((hole) => ({ ...hole, reason: 'It was broken.' })) };
        const keys = new Set((await findingsIn(whole)).map(({ key }) => key));
        const invented = (await findingsIn(lacking, { info })).filter(({ key }) => !keys.has(key));
        assert.deepEqual(invented, []);
      }),
      { numRuns: 150 },
    );
  });

  it('tell each finding once, and those of a rule in the order of their keys', async () => {
    await fc.assert(
      fc.asyncProperty(withAnyHoles, async ({ whole }) => {
        const byRule = Map.groupBy(await findingsIn(whole), ({ rule }) => rule);
        for (const findings of byRule.values()) {
          const keys = findings.map(({ key }) => key.replaceAll('/', '\0'));
          assert.deepEqual(keys, [...new Set(keys)].sort());
        }
      }),
      { numRuns: 60 },
    );
  });

  it('that count without telling count what they tell, in each place', async () => {
    let counted = 0;
    await fc.assert(
      fc.asyncProperty(withAnyHoles, async ({ whole }) => {
        await withJudged(whole, (judged) => {
          for (const rule of RULES.filter(({ count }) => count !== undefined)) {
            const told = Map.groupBy(rule.judge(judged), ({ organization }) => organization?.id ?? '');
            const places = rule.count?.(judged) ?? [];
            counted += places.length;
            assert.deepEqual(
              places.map(({ organization, count }) => [organization?.id ?? '', count]).sort(),
              [...told].map(([id, sights]) => [id, sights.length]).sort(),
              rule.id,
            );
          }
        });
      }),
      { numRuns: 60 },
    );
    assert.ok(counted > 20, `${counted} places were counted`);
  });
});
