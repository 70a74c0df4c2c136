import assert from 'node:assert/strict';
import fc from 'fast-check';
import { endOf, overlappingPages, plainPages, smallerPages, startOf } from '../../../src/sync/pages.ts';

const total = fc.integer({ min: 0, max: 20_000 });

describe('Pages', () => {
  it('cover a list of any length from the first row to the last, with no more of them than needed', () => {
    fc.assert(
      fc.property(total, (rows) => {
        const pages = plainPages(rows);
        assert.equal(startOf(pages[0]!), 0);
        assert.ok(endOf(pages.at(-1)!) >= rows);
        assert.equal(pages.length, Math.max(1, Math.ceil(rows / 100)));
      }),
    );
  });

  it('that overlap each begin with a row of the one before, and reach behind it', () => {
    fc.assert(
      fc.property(total, (rows) => {
        const pages = overlappingPages(rows);
        for (const [i, page] of pages.entries()) {
          assert.ok(page.size >= 1 && page.size <= 100);
          const before = pages[i - 1];
          if (before === undefined) assert.equal(startOf(page), 0);
          else assert.ok(startOf(page) < endOf(before) && endOf(page) > endOf(before));
        }
        assert.ok(endOf(pages.at(-1)!) >= rows);
      }),
    );
  });

  it('that overlap are at most one in ten more', () => {
    for (const rows of [1000, 5000, 12_000, 100_000])
      assert.ok(overlappingPages(rows).length <= Math.ceil((rows / 100) * 1.15), String(rows));
  });

  it('around a broken row are smaller and cover the same rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 2, max: 100 }), (page, size) => {
        const parts = smallerPages({ page, size });
        assert.ok(startOf(parts[0]!) <= (page - 1) * size);
        assert.ok(endOf(parts.at(-1)!) >= page * size);
        for (const [i, part] of parts.entries()) {
          assert.ok(part.size < size);
          if (i > 0) assert.equal(startOf(part), endOf(parts[i - 1]!));
        }
      }),
    );
  });
});
