import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanTenant } from './support/clean.ts';
import { withAnyHoles } from '../changes/support/holes.ts';
import { findingsIn } from './support/judged.ts';

describe('Rules', function () {
  it('see nothing in any clean tenant', async () => {
    await fc.assert(
      fc.asyncProperty(cleanTenant, async (rows) => {
        assert.deepEqual(await findingsIn(rows), []);
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
});
