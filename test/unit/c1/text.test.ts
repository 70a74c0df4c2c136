import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isEmail } from '../../../src/c1/email.ts';
import { cutToBytes, descriptionFor, nameFor } from '../../../src/c1/text.ts';
import { timestamp, usDate } from '../../../src/c1/time.ts';
import { anyText } from './support/arbitraries.ts';

describe('A text for C1', function () {
  it('stays as it is up to the limit of 1,024 or 2,048 bytes', () => {
    assert.equal(nameFor('a'.repeat(1024), 'id'), 'a'.repeat(1024));
    assert.equal(nameFor('é'.repeat(512), 'id'), 'é'.repeat(512));
    assert.equal(descriptionFor('€'.repeat(682) + 'ab'), '€'.repeat(682) + 'ab');
  });

  it('is cut at the limit', () => {
    assert.equal(nameFor('a'.repeat(1025), 'id'), 'a'.repeat(1024));
    assert.equal(descriptionFor('a'.repeat(2049)), 'a'.repeat(2048));
  });

  it('is cut before a character that does not fit whole', () => {
    assert.equal(nameFor(`${'a'.repeat(1023)}é`, 'id'), 'a'.repeat(1023));
    assert.equal(nameFor(`${'a'.repeat(1022)}€`, 'id'), 'a'.repeat(1022));
    assert.equal(nameFor(`${'a'.repeat(1021)}\u{1f680}`, 'id'), 'a'.repeat(1021));
    assert.equal(nameFor(`${'a'.repeat(1020)}\u{1f680}b`, 'id'), `${'a'.repeat(1020)}\u{1f680}`);
    assert.equal(descriptionFor(`${'a'.repeat(2047)}é`), 'a'.repeat(2047));
  });

  it('is cut before blanks too where it is a name, and is the fallback where nothing else is left', () => {
    assert.equal(nameFor(`${'a'.repeat(1020)} \t\u00a0and so on`, 'id'), 'a'.repeat(1020));
    assert.equal(nameFor(`${' '.repeat(1100)}a`, 'id'), 'id');
    assert.equal(nameFor('a ', 'id'), 'a ');
    assert.equal(
      descriptionFor(`${'a'.repeat(2040)}${' '.repeat(20)}b`),
      `${'a'.repeat(2040)}${' '.repeat(8)}`,
    );
  });

  it('has U+FFFD for halves of surrogate pairs, which UTF-8 cannot say', () => {
    assert.equal(nameFor('a\ud83db\ude80', 'id'), 'a\ufffdb\ufffd');
  });

  it('is the fallback where it says nothing', () => {
    assert.equal(nameFor(' \t', 'id'), 'id');
    assert.equal(descriptionFor(null), '');
  });

  it('is a beginning of the text that is as long as it can be, whatever the text', () => {
    const limit = fc.integer({ min: 0, max: 100 });
    const property = fc.property(anyText, limit, (text, bytes) => {
      const [whole, cut] = [text.toWellFormed(), cutToBytes(text, bytes)];
      assert.ok(whole.startsWith(cut) && cut.isWellFormed() && Buffer.byteLength(cut) <= bytes);
      const [next = ''] = whole.slice(cut.length);
      assert.ok(next === '' || Buffer.byteLength(cut + next) > bytes);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('An e-mail address for C1', () => {
  it('is one where it has the form of an address', () => {
    const good = [
      'ada@acme.test',
      'a.b+c@x-y.example',
      'ada@localhost',
      "o'neil@acme.test",
      'jörg@acme.test',
    ];
    for (const text of good) assert.ok(isEmail(text), text);
    fc.assert(fc.property(fc.emailAddress(), (text) => isEmail(text)));
  });

  it('is none where C1’s validation would refuse it', () => {
    const bad = [
      '',
      'ada',
      '@acme.test',
      'ada@',
      'ada@acme..test',
      'ada@-acme.test',
      'ada@acme.test.',
      '.ada@acme.test',
      'ada.@acme.test',
      'a..da@acme.test',
      'a da@acme.test',
      'ada@acme.test\n',
      'Ada <ada@acme.test>',
      'ada@bob@acme.test',
      'ada\0@acme.test',
      'ada\ud800@acme.test',
      'ada@acmé.test',
      `${'a'.repeat(65)}@acme.test`,
      `ada@${'a'.repeat(64)}.test`,
      `ada@${'abcdefg.'.repeat(32)}test`,
    ];
    for (const text of bad) assert.ok(!isEmail(text), JSON.stringify(text));
  });
});

describe('A time for C1', () => {
  it('is a day in UTC for baton-file', () => {
    assert.equal(usDate(Date.parse('2026-11-20T23:59:59.999Z')), '11/20/2026');
    assert.equal(usDate(Date.parse('2026-11-20T23:30:00-01:00')), '11/21/2026');
    assert.equal(usDate(null), '');
  });

  it('is nothing where C1’s calendar does not have it', () => {
    for (const ms of [null, Number.NaN, 1e15, -1e15]) {
      assert.equal(timestamp(ms), undefined);
      assert.equal(usDate(ms), '');
    }
  });

  it('keeps milliseconds, before 1970 too', () => {
    assert.equal(timestamp(1417)?.nanos, 417_000_000);
    assert.deepEqual([timestamp(-1)?.seconds, timestamp(-1)?.nanos], [-1n, 999_000_000]);
  });

  it('has no more than milliseconds, since nanoseconds have to be whole', () => {
    assert.equal(timestamp(1417.3)?.nanos, 417_000_000);
  });
});
