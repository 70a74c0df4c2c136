import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AccessError } from '../../../src/errors.ts';
import { ksuid } from '../../../src/snapshot/ksuid.ts';
import { userLabel } from '../../../src/snapshot/model.ts';
import { sortKey } from '../../../src/snapshot/sortKey.ts';
import { storageFailure } from '../../../src/snapshot/store/storageFailure.ts';

const FIRST_MS = 1_400_000_000_000;
const moments = fc.integer({ min: FIRST_MS, max: FIRST_MS + (2 ** 32 - 1) * 1000 });
const payloads = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('A KSUID', function () {
  it('is written as its reference writes it', () => {
    const payload = Buffer.from('b5a1cd34b5f99d1154fb6853345c9735', 'hex');
    assert.equal(ksuid((107_608_047 + 1_400_000_000) * 1000, payload), '0ujtsYcgvSTl8PAuAdqWYSMnLOv');
  });

  it('spans from all zeros to the greatest that there is', () => {
    assert.equal(ksuid(FIRST_MS, new Uint8Array(16)), '0'.repeat(27));
    const last = FIRST_MS + (2 ** 32 - 1) * 1000;
    assert.equal(ksuid(last, new Uint8Array(16).fill(255)), 'aWgEPTl1tmebfsQzFP4bxwgy80V');
  });

  it('is 27 letters and digits at any time', () => {
    fc.assert(fc.property(moments, payloads, (at, payload) => /^[0-9A-Za-z]{27}$/.test(ksuid(at, payload))));
  });

  it('sorts by time, whatever its random part', () => {
    fc.assert(
      fc.property(moments, moments, payloads, payloads, (a, b, left, right) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        if (Math.floor(early / 1000) === Math.floor(late / 1000)) return;
        assert.ok(ksuid(early, left) < ksuid(late, right));
      }),
    );
  });

  it('differs from the one before it in the same millisecond', () => {
    const ids = Array.from({ length: 200 }, () => ksuid(Date.UTC(2026, 0, 1)));
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe('The key by which names are sorted', function () {
  it('tells neither case nor diacritics', () => {
    for (const [name, plain] of [
      ['Éva', 'eva'],
      ['ÅNGSTRÖM', 'angstrom'],
      ['E\u0301va', 'eva'],
      ['Ｆｕｌｌ', 'full'],
    ] as const)
      assert.equal(sortKey(name), plain);
  });

  it('is the same for a name however it is composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        assert.equal(sortKey(name.normalize('NFC')), sortKey(name.normalize('NFD')));
      }),
    );
  });
});

describe('What a user is called', () => {
  it('is the first of name, username, e-mail, phone and id that says something', () => {
    const full = { id: 'u1', name: 'Ada', username: 'ada', email: 'ada@example.com', phone: '44' };
    assert.equal(userLabel(full), 'Ada');
    assert.equal(userLabel({ ...full, name: '  ' }), 'ada');
    assert.equal(userLabel({ ...full, name: null, username: '' }), 'ada@example.com');
    assert.equal(userLabel({ ...full, name: null, username: null, email: null }), '44');
    assert.equal(userLabel({ id: 'u1', name: null, username: null, email: null, phone: null }), 'u1');
  });
});

describe('A failure to write', () => {
  const failure = (code: string, message: string): unknown =>
    storageFailure(Object.assign(new Error(message), { code }), '/somewhere/a.snapshot');

  it('says that the disk is full, whoever found out', () => {
    for (const error of [
      failure('ENOSPC', 'write'),
      failure('ERR_SQLITE_ERROR', 'database or disk is full'),
    ]) {
      assert.ok(error instanceof AccessError);
      assert.equal(error.code, 'storage.full');
      assert.equal(error.message, '/somewhere/a.snapshot cannot be written: the disk is full.');
      assert.match(error.hint ?? '', /Free some space/);
    }
  });

  it('says why the system refused', () => {
    const error = failure('EACCES', 'permission denied');
    assert.ok(error instanceof AccessError);
    assert.equal(error.code, 'storage.failed');
    assert.match(error.message, /permission denied/);
  });

  it('lets through what is not about writing', () => {
    const known = new AccessError('already in words');
    assert.equal(storageFailure(known, 'a'), known);
    const bug = new TypeError('a bug');
    assert.equal(storageFailure(bug, 'a'), bug);
    const argument = Object.assign(new TypeError('a bug'), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.equal(storageFailure(argument, 'a'), argument);
    assert.equal(storageFailure('text', 'a'), 'text');
  });
});
