import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  brief,
  capitalized,
  count,
  duration,
  firstSentence,
  number,
  oneLine,
  progressOf,
  utcDay,
  utcMinute,
} from '../../src/words.ts';

describe('Small words', function () {
  it('group digits', () => {
    assert.deepEqual([0, 999, 1000, 100_000].map(number), ['0', '999', '1,000', '100,000']);
  });

  it('count things as one says it', () => {
    assert.equal(count(0, 'member'), 'no members');
    assert.equal(count(1, 'member'), '1 member');
    assert.equal(count(1200, 'member'), '1,200 members');
    assert.equal(count(2, 'more', 'more'), '2 more');
  });

  it('tell times in UTC, wherever they are told', () => {
    const at = Date.UTC(2026, 10, 24, 9, 30, 59, 999);
    assert.equal(utcMinute(at), '2026-11-24 09:30 UTC');
    assert.equal(utcDay(at), '2026-11-24');
  });

  it('tell how much is done of what is known to be there, where that can be', () => {
    assert.equal(progressOf({ done: 3, total: 1200 }), '3/1,200');
    assert.equal(progressOf({ done: 0, total: 3 }), '0/3');
    assert.equal(progressOf({ done: 767, total: 0 }), '767');
    assert.equal(progressOf({ done: 0, total: 0 }), '');
  });

  it('find the first sentence of a text, in which an address has points of its own', () => {
    const first = 'Nothing answers at http://127.0.0.1:3001.';
    assert.equal(firstSentence(`${first} Check host and port.`), first);
    assert.equal(firstSentence('没有应用程序。请检查。'), '没有应用程序。');
    assert.equal(firstSentence('No end'), 'No end');
  });

  it('begin a sentence with a capital', () => {
    assert.equal(capitalized('as of today'), 'As of today');
    assert.equal(capitalized(''), '');
  });

  it('tell how long something took', () => {
    assert.equal(duration(850.4), '850 ms');
    assert.equal(duration(2400), '2.4 s');
    assert.equal(duration(185_000), '3 min 5 s');
  });

  it('never tell of sixty seconds where a minute is meant', () => {
    fc.assert(fc.property(fc.nat({ max: 10_000_000 }), (ms) => !/\b60(\.0)? s/.test(duration(ms))));
  });

  it('bring a name onto one line and keep the rest of it', () => {
    assert.equal(oneLine(' Ada\r\n Lovelace\t'), 'Ada   Lovelace'.replace('   ', '  '));
    assert.equal(oneLine('\u001b[2J\u202eA\u2028da'), '[2J A da');
    assert.equal(oneLine('Ünïcode 名前 👩‍🚀'), 'Ünïcode 名前 👩‍🚀');
  });

  it('cut a name that is too long between two of its letters', () => {
    assert.equal(brief('Acme', 4), 'Acme');
    assert.equal(brief('Acme Limited', 5), 'Acme…');
    assert.equal(brief('👩‍🚀👩‍🚀👩‍🚀', 2), '👩‍🚀…');
  });

  it('leave nothing in a name that breaks a line or steers a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const line = oneLine(name);
        assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        assert.equal(oneLine(line), line);
      }),
    );
  });
});
