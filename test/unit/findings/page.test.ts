import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rulesPage } from '../../../src/findings/page.ts';
import { RULES } from '../../../src/findings/rules.ts';

describe('The page on findings', () => {
  it('describes every rule as it is', () => {
    const page = readFileSync(new URL('../../../media/findings.md', import.meta.url), 'utf8');
    assert.equal(page, rulesPage());
    for (const { id } of RULES) assert.ok(page.includes(`\n## ${id}\n`));
  });
});
