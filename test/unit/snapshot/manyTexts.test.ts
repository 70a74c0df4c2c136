import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { ManyTexts } from '../../../src/snapshot/manyTexts.ts';

const anyTexts = fc.uniqueArray(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), {
  selector: ([id]) => id,
});

describe('Many texts', () => {
  it('are found by id, whether they are held in memory, on disk, or some here and some there', () => {
    const property = fc.property(anyTexts, fc.nat(100), (entries, most) => {
      using texts = new ManyTexts(most);
      for (const [id, text] of entries) texts.set(id, text);
      for (const [id, text] of entries) assert.equal(texts.get(id), text);
    });
    fc.assert(property);
  });

  it('are not there where none has the id', () => {
    for (const most of [0, 100]) {
      using texts = new ManyTexts(most);
      texts.set('a', 'A');
      assert.equal(texts.get('b'), undefined);
    }
  });

  it('do not grow in memory beyond what is held', () => {
    using texts = new ManyTexts(1000);
    const before = heapAfterCollecting();
    for (let i = 0; i < 50_000; i++) texts.set(`id${i}`, `${i} `.repeat(50));
    assert.ok(heapAfterCollecting() - before < 5_000_000);
    assert.equal(texts.get('id49999'), '49999 '.repeat(50));
  });
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapAfterCollecting(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
