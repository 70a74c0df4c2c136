import assert from 'node:assert/strict';
import { fittedText } from '../../../src/webview/fittedText.ts';
import { lettersOf } from '../../../src/words.ts';

describe('A text that is fitted into a width', () => {
  const width = (text: string): number => lettersOf(text).length;

  it('is left whole where there is room, and else has as many of its first letters as there is room for', () => {
    assert.equal(fittedText('Acme', 4, width), 'Acme');
    assert.equal(fittedText('Acme Limited', 8, width), 'Acme Li…');
    assert.equal(fittedText('Acme', 0, width), 'A…');
    assert.equal(fittedText('', 4, width), '');
  });

  it('is cut between letters, not within one', () => {
    assert.equal(fittedText('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2, width), '👩‍👩‍👧‍👦…');
    assert.equal(fittedText('e\u0301e\u0301e\u0301', 2, width), 'e\u0301…');
  });

  it('is measured a few times and never as a whole, however long it is', () => {
    const measured: number[] = [];
    const name = fittedText('W'.repeat(1_000_000), 20, (text) => {
      measured.push(text.length);
      return width(text);
    });
    assert.equal(name, `${'W'.repeat(19)}…`);
    assert.ok(measured.length < 12 && Math.max(...measured) < 1000, String(measured));
  });
});
