import assert from 'node:assert/strict';
import { asWritten, withoutIcons } from '../../../../src/vscode/ask/plainText.ts';

describe('A name in a list that draws icons', () => {
  it('is shown as it is written, with what looks like an icon escaped and nothing else', () => {
    assert.equal(withoutIcons('$(bug) Ann $(sync~spin)'), '\\$(bug) Ann \\$(sync~spin)');
    for (const name of ['Ann', '$(no icon)', '$()', '$5 (bug)']) assert.equal(withoutIcons(name), name);
  });

  it('is so in every text of a line, which keeps the rest', () => {
    const line = { label: '$(a)', description: '$(b)', detail: '$(c)', picked: true, of: { name: '$(d)' } };
    const texts = { label: '\\$(a)', description: '\\$(b)', detail: '\\$(c)' };
    assert.deepEqual(asWritten(line), { ...line, ...texts });
    assert.deepEqual(asWritten({ label: 'Ann' }), { label: 'Ann' });
  });
});
