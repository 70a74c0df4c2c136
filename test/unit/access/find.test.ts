import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { find, findIds, type FindOptions } from '../../../src/access/find/find.ts';
import { listed } from '../../../src/access/find/listed.ts';
import { SHOP, withRows } from './support/shop.ts';
import { fold } from '../../../src/access/find/fold.ts';
import { isPrepared, prepareFind } from '../../../src/access/find/strands.ts';
import type { FindableKind } from '../../../src/snapshot/read/findable.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import {
  application,
  globalRole,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../snapshot/support/rows.ts';

const ALL: FindOptions = { limit: 10_000 };

const ROWS: Rows = {
  users: [
    user('u1', { name: 'Éva Kiss', email: 'kiss.eva@acme.example', username: 'evak', phone: '36301234567' }),
    user('u2', { name: 'Łukasz Groß', email: 'lukasz@zeta.example', suspended: true }),
    user('u3', { name: '田中 太郎' }),
    user('u4', { name: 'Acme' }),
    user('u5', { name: null, username: 'Eva', email: 'e@acme.example' }),
    user('Eva-Id', { name: 'Zoë' }),
  ],
  organizations: [organization('o1', { name: 'Acme' }), organization('o2', { name: 'Great  Acme\nLtd' })],
  organizationRoles: [organizationRole('r1', { name: 'admin', description: 'Runs the account' })],
  globalRoles: [globalRole('g1', { name: 'Administrator' })],
  scopes: [
    scope('s1', { name: 'read:orders', resourceId: 'api' }),
    scope('s2', { name: 'read:members', description: 'See members' }),
  ],
  resources: [{ id: 'api', name: 'Orders API', indicator: 'https://orders.example' }],
  applications: [application('a1', { name: 'Order robot' })],
};

describe('Find', function () {
  let folder: string;
  let snapshot: Snapshot;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
    const holes = [
      { in: 'users', rows: 1, reason: 'Row 1 cannot be read.' },
      { in: 'invitations', reason: 'Refused.' },
    ] as const;
    writeSnapshot(join(folder, 'a.snapshot'), ROWS, { holes });
    snapshot = Snapshot.open(join(folder, 'a.snapshot'));
  });

  after(() => {
    snapshot.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const idsOf = (query: string, options = ALL): string[] =>
    find(snapshot, query, options).hits.map(({ id }) => id);

  it('finds by name, e-mail, username, phone and id, and says by which', () => {
    const by = (query: string): [string, string][] =>
      find(snapshot, query, ALL).hits.map((hit) => [hit.by, hit.matched]);
    assert.deepEqual(by('éva k'), [['name', 'Éva Kiss']]);
    assert.deepEqual(by('iss.e'), [['email', 'kiss.eva@acme.example']]);
    assert.deepEqual(by('vak'), [['username', 'evak']]);
    assert.deepEqual(by('0123'), [['phone', '36301234567']]);
    assert.deepEqual(by('u2'), [['id', 'u2']]);
    assert.deepEqual(by('va-i'), [['id', 'Eva-Id']]);
    assert.deepEqual(by('//orders'), [['indicator', 'https://orders.example']]);
  });

  it('finds whatever the case and the diacritics, and letters that only look like plain ones', () => {
    assert.deepEqual(idsOf('EVA KISS'), ['u1']);
    assert.deepEqual(idsOf('lukasz gross'), ['u2']);
    assert.deepEqual(idsOf('zoe'), ['Eva-Id']);
    assert.deepEqual(idsOf('ŁUKASZ GROẞ'), ['u2']);
  });

  it('finds one and two Chinese characters', () => {
    assert.deepEqual(idsOf('太'), ['u3']);
    assert.deepEqual(idsOf('田中'), ['u3']);
    assert.deepEqual(idsOf('中 太'), ['u3']);
  });

  it('finds across line breaks and rows of spaces, and nothing from one text to the next', () => {
    assert.deepEqual(idsOf('great acme ltd'), ['o2']);
    assert.deepEqual(idsOf('\tacme \n ltd '), ['o2']);
    assert.deepEqual(idsOf('kiss\nkiss.eva'), []);
    assert.deepEqual(idsOf('kiss evak'), []);
  });

  it('gives what is called so first, then what begins so, then what has a word that does, then the rest', () => {
    const ranked = find(snapshot, 'eva', ALL).hits.map(({ id, rank }) => [id, rank]);
    assert.deepEqual(ranked, [
      ['u5', 'exact'],
      ['u1', 'prefix'],
      ['Eva-Id', 'part'],
    ]);
    assert.deepEqual(
      find(snapshot, 'acme', ALL).hits.map(({ id, rank }) => [id, rank]),
      [
        ['u4', 'exact'],
        ['o1', 'exact'],
        ['u5', 'word'],
        ['u1', 'word'],
        ['o2', 'word'],
      ],
    );
  });

  it('tells what a hit is and what tells it from others of its name', () => {
    const described = (query: string): string[] =>
      find(snapshot, query, ALL).hits.map(({ kind, label, detail }) => `${kind}: ${label} (${detail})`);
    assert.deepEqual(described('admin'), [
      'organizationRole: admin (Runs the account)',
      'globalRole: Administrator ()',
    ]);
    assert.deepEqual(described('order'), [
      'resource: Orders API (https://orders.example)',
      'application: Order robot (MachineToMachine)',
      'permission: Orders API: read:orders ()',
    ]);
    assert.deepEqual(described('gross'), ['user: Łukasz Groß (lukasz@zeta.example · suspended)']);
    assert.deepEqual(described('great'), ['organization: Great  Acme Ltd (no members)']);
  });

  it('counts all that it found, gives the best of it, and only the kinds that are wanted', () => {
    const all = find(snapshot, 'acme', ALL);
    const two = find(snapshot, 'acme', { limit: 2 });
    assert.deepEqual(two, { ...all, hits: all.hits.slice(0, 2) });
    assert.equal(two.total, 5);
    assert.deepEqual(idsOf('acme', { limit: 9, kinds: ['organization'] }), ['o1', 'o2']);
  });

  it('finds nothing for nothing', () => {
    for (const query of ['', '  ', '\u0301', 'nobody'])
      assert.deepEqual([find(snapshot, query, ALL).hits, find(snapshot, query, ALL).total], [[], 0]);
    assert.deepEqual(findIds(snapshot, '\u0301', 'user'), []);
  });

  it('says what the snapshot lacks of the kinds that are wanted', () => {
    const lack = ['1 user is missing: Row 1 cannot be read'];
    assert.deepEqual(find(snapshot, 'eva', ALL).mayLack, lack);
    assert.deepEqual(find(snapshot, 'eva', { limit: 9, kinds: ['permission'] }).mayLack, []);
  });

  it('does not call a permission absent where API resources, which have permissions, could not be read', () =>
    withRows(
      SHOP,
      (shop) => {
        const lackOf = (kinds: readonly FindableKind[]): readonly string[] =>
          find(shop, 'zzz', { limit: 9, kinds }).mayLack;
        const lack = ['3 API resources are missing: Logto answered 500'];
        assert.deepEqual(lackOf(['permission']), lack);
        assert.deepEqual(lackOf(['resource', 'permission']), lack);
        assert.deepEqual(lackOf(['user', 'globalRole']), []);
      },
      { holes: [{ in: 'resources', rows: 3, reason: 'Logto answered 500.' }] },
    ));

  it('finds the same where it was made ready before', async () => {
    const other = Snapshot.open(snapshot.file);
    const preparing = prepareFind(other);
    assert.equal(prepareFind(other), preparing, 'it is read once, whoever else waits for it');
    assert.equal(isPrepared(other), false);
    await preparing;
    await prepareFind(other);
    assert.equal(isPrepared(other), true);
    assert.deepEqual(find(other, 'acme', ALL), find(snapshot, 'acme', ALL));
    other.close();
  });

  it('misses no user, whatever part of whichever text one types, and has one order', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'B', 'é', 'Σ', 'İ', 'ß', '한', '田', ' ', '\n', '.', '😀'),
    });
    const users = fc.array(
      fc.record({ name: fc.option(text), email: fc.option(text), phone: fc.option(text) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    const file = join(folder, 'random.snapshot');
    const property = fc.property(users, fc.nat(), fc.nat(), fc.nat(), (drawn, which, start, length) => {
      const made = drawn.map((parts, i) => user(`U${i}`, parts));
      writeSnapshot(file, { users: made.toReversed() });
      const random = Snapshot.open(file);
      const letters = Array.from(made[which % made.length]!.name ?? made[which % made.length]!.id);
      const from = letters.length === 0 ? 0 : start % letters.length;
      const query = letters.slice(from, from + 1 + (length % 4)).join('');
      const { hits, total } = find(random, query, ALL);
      const expected = made.filter(({ id, name, email, phone }) =>
        [id, name, email, phone].some((one) => fold(one ?? '').includes(fold(query))),
      );
      random.close();
      if (fold(query) === '') assert.equal(total, 0);
      else assert.deepEqual(hits.map(({ id }) => id).sort(), expected.map(({ id }) => id).sort());
      if (fold(query) !== '') assert.ok(hits.some(({ id }) => id === made[which % made.length]!.id));
      const ranks = hits.map(({ rank }) => ['exact', 'prefix', 'word', 'part'].indexOf(rank));
      assert.deepEqual(ranks, ranks.toSorted());
    });
    fc.assert(property, { numRuns: 150 });
  });
});

describe('Folding', function () {
  it('keeps what is part of a text a part of it', () => {
    const texts = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(texts, texts, texts, (before, part, after) => {
        assert.ok(fold(before + part + after).includes(fold(part)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('What is listed before one types', () => {
  it('is the first things by name, of the kinds that are wanted and in their order', () =>
    withRows(SHOP, (snapshot) => {
      const shown = (limit: number): string[] =>
        listed(snapshot, ['user', 'globalRole'], limit).map(({ kind, label }) => `${kind} ${label}`);
      assert.deepEqual(shown(9), ['user Ada', 'user Bob', 'user Eve', 'globalRole Everyone']);
      assert.deepEqual(shown(2), ['user Ada', 'user Bob']);
    }));
});
