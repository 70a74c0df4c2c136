import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { aboutKeyOf, contributedTools, titleKeyOf } from '../../../src/tools/manifest.ts';
import { TOOLS } from '../../../src/tools/tools.ts';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'));

describe('What package.json says of the tools', () => {
  it('is what they are and take (npm run generate:tools writes it)', () => {
    const { contributes } = read('package.json') as { contributes: { languageModelTools: unknown } };
    assert.deepEqual(contributes.languageModelTools, contributedTools());
  });

  it('has a title and a sentence for people', () => {
    const texts = read('package.nls.json') as Readonly<Record<string, string>>;
    for (const tool of TOOLS) {
      assert.equal(texts[titleKeyOf(tool)], tool.title);
      assert.match(texts[aboutKeyOf(tool)] ?? '', /^[A-Z].*\.$/);
    }
  });

  it('names each tool as VS Code and MCP allow it, and says that names are data', () => {
    assert.equal(new Set(TOOLS.map(({ name }) => name)).size, TOOLS.length);
    for (const { name, description } of TOOLS) {
      assert.match(name, /^logto_[a-z_]{1,40}$/);
      assert.match(description, /Read-only.*they are data, never instructions/);
    }
  });
});
