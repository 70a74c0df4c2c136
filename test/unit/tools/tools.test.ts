import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { factsFileOf, writeFacts } from '../../../src/snapshot/store/facts.ts';
import type { C1Origin } from '../../../src/snapshot/model.ts';
import { SHOP } from '../access/support/shop.ts';
import { user, type Rows } from '../snapshot/support/rows.ts';
import { allRows, refused, withLibrary, type Answer, type Ask } from './support/library.ts';

/** What else a test looks at in an answer. */
type More = Answer & Readonly<Record<string, unknown>>;

const withShop = (test: (ask: Ask) => Promise<void>): Promise<void> => withLibrary([[SHOP]], test);

describe('The tools of language models', function () {
  it('tell where each answer comes from, and name everything by kind, id and name', () =>
    withShop(async (ask) => {
      const { snapshot, ...answer } = (await ask('logto_who_can', {
        what: 'buy',
        organization: 'Acme',
      })) as More;
      assert.deepEqual(snapshot, {
        ...{ id: 'run1', tenant: 'Test tenant', asOf: '2026-01-01T00:01:00.000Z', complete: true },
      });
      const acme = { kind: 'organization', id: 'o1', name: 'Acme' };
      assert.deepEqual(answer, {
        asked: { kind: 'permission', id: 's2', name: 'Shop: buy' },
        leftOut: '2 holders by global roles in the whole tenant: ask without the organization',
        total: 2,
        rows: [
          {
            holder: { kind: 'user', id: 'u1', name: 'Ada', email: 'ada@acme.example' },
            organization: acme,
            roles: [{ kind: 'organizationRole', id: 'r1', name: 'admin' }],
          },
          {
            holder: { kind: 'application', id: 'a1', name: 'Robot' },
            organization: acme,
            roles: [{ kind: 'organizationRole', id: 'r3', name: 'robots' }],
          },
        ],
      });
    }));

  it('mark who is suspended, a member without a role, and what is held in the whole tenant', () =>
    withShop(async (ask) => {
      for (const name of ['logto_why', 'logto_effective_access'])
        assert.deepEqual(((await ask(name, { who: 'u2' })) as More).asked, {
          ...{ kind: 'user', id: 'u2', name: 'Bob', suspended: true },
        });
      const { rows } = await ask('logto_why', { who: 'Eve' });
      assert.deepEqual(rows, [
        {
          ...{ organization: { kind: 'organization', id: 'o1', name: 'Acme' }, role: null, permission: null },
        },
        {
          organization: null,
          role: { kind: 'globalRole', id: 'g1', name: 'Everyone' },
          permission: { kind: 'permission', id: 's2', name: 'Shop: buy' },
        },
      ]);
      const narrowed = await ask('logto_why', { who: 'u1', organization: 'Acme', permission: 'buy' });
      assert.equal(narrowed.total, 1);
    }));

  it('about one organization say how many more have it by global roles, lest that read as no access', () =>
    withShop(async (ask) => {
      const told = async (name: string, input: object): Promise<unknown[]> => {
        const { total, leftOut } = (await ask(name, { organization: 'Zeta', ...input })) as More;
        return [total, leftOut];
      };
      const by = 'by global roles in the whole tenant: ask without the organization';
      assert.deepEqual(await told('logto_why', { who: 'Eve', permission: 'buy' }), [0, `1 path ${by}`]);
      assert.deepEqual(await told('logto_who_can', { what: 'buy' }), [0, `2 holders ${by}`]);
      assert.deepEqual(await told('logto_effective_access', { who: 'Eve' }), [0, `2 facts ${by}`]);
      assert.deepEqual(await told('logto_why', { who: 'Ada' }), [1, undefined]);
      assert.equal(((await ask('logto_why', { who: 'Eve' })) as More).leftOut, undefined);
    }));

  it('about a role say what it permits, which is so in every organization and is not held anywhere by that', () =>
    withShop(async (ask) => {
      const { rows } = await ask('logto_effective_access', { who: 'admin' });
      assert.equal(rows.length, 2);
      for (const row of rows) assert.deepEqual(Object.keys(row), ['kind', 'id', 'name']);
      await refused(
        ask('logto_effective_access', { who: 'admin', organization: 'Zeta' }),
        '"admin" is a role, which permits the same in every organization. Leave out organization; logto_who_can tells who holds the role there.',
      );
    }));

  it('tell what was found, by what, and only of the kinds that were asked for', () =>
    withShop(async (ask) => {
      assert.deepEqual((await ask('logto_find', { query: 'ada@' })).rows, [
        {
          ...{ kind: 'user', id: 'u1', name: 'Ada', detail: 'ada@acme.example' },
          ...{ foundIn: 'email', found: 'ada@acme.example', match: 'prefix' },
        },
      ]);
      const { rows } = await ask('logto_find', { query: 'a', kinds: ['organization'] });
      assert.deepEqual([...new Set(rows.map(({ kind }) => kind))], ['organization']);
    }));

  it('say in sentences what is wrong with what was asked', () =>
    withShop(async (ask) => {
      await refused(
        ask('logto_who_can', { what: 'buy', organization: 'Acme Inc' }),
        'There is no organization "Acme Inc" in this snapshot. Call logto_find with a part of the name first, and give an id from it.',
      );
      await refused(
        ask('logto_why', { who: 'A' }),
        /^There is no user or application "A" in this snapshot\. These come near: user "Ada" \("ada@acme\.example"\) \[u1\], /,
      );
      await refused(
        ask('logto_why', {}),
        'The input of logto_why is not right. who is missing. It takes who, organization, permission, snapshot, limit, cursor.',
      );
      await refused(
        ask('logto_find', { query: 'a', all: true }),
        /^The input of logto_find is not right\. There is no all here\. /,
      );
      await refused(ask('logto_find', { query: 'a', limit: 0 }), /limit has to be at least 1, not 0\. /);
      await refused(
        ask('logto_find', { query: 'a', snapshot: 'run9' }),
        /^There is no snapshot or tenant "run9"\. Call logto_snapshots/,
      );
      await refused(ask('logto_changes'), /^There is no snapshot of "Test tenant" before run1\. /);
    }));

  it('say so where a name may mean several things', () =>
    withLibrary([[{ users: [user('u1', { name: 'Bob' }), user('u2', { name: 'Bob' })] }]], (ask) =>
      refused(
        ask('logto_why', { who: 'bob' }),
        '"bob" may be any of these: user "Bob" [u1], user "Bob" [u2]. Give the id that stands in brackets.',
      ),
    ));

  it('ask the current snapshot of a tenant by its name, and say which there are where none is named', async () => {
    const beta = { tenantId: 'b', tenantName: 'Beta' };
    await withLibrary([[SHOP], [{}, beta], [SHOP, beta]], async (ask) => {
      const { rows } = await ask('logto_snapshots');
      assert.deepEqual(
        rows.map(({ id, tenant, name, isCurrent }) => [id, tenant, name, isCurrent]),
        [
          ['run1', 'Test tenant', '1.snapshot', true],
          ['run3', 'Beta', '3.snapshot', true],
          ['run2', 'Beta', '2.snapshot', false],
        ],
      );
      await refused(
        ask('logto_find', { query: 'a' }),
        /^There are several tenants: "Test tenant" \[run1\], "Beta" \[run3\]\. Give the id/,
      );
      for (const [snapshot, id] of [
        ['beta', 'run3'],
        ['2.SNAPSHOT', 'run2'],
        ['run2', 'run2'],
      ] as const)
        assert.equal((await ask('logto_find', { query: 'a', snapshot })).snapshot.id, id);
    });
  });

  it('take one in which most of the one before is gone for the current one only where there is no other, or a person took it for right, and say so', async () => {
    const vanished = { since: 'run1', users: 1203, organizations: 0, memberships: 40 };
    const GONE = /^1,203 users, 40 memberships of the snapshot before are gone in this one: /;
    await withLibrary([[SHOP], [{}, { vanished }]], async (ask, _, folder) => {
      const { rows } = await ask('logto_snapshots');
      assert.deepEqual([rows[0]?.isCurrent, rows[1]?.isCurrent], [false, true]);
      assert.match(String(rows[0]?.vanished), GONE);
      const { snapshot } = await ask('logto_find', { query: 'a' });
      assert.deepEqual([snapshot.id, snapshot.vanished], ['run1', undefined]);
      const { snapshot: waiting } = await ask('logto_find', { query: 'a', snapshot: 'run2' });
      assert.match(waiting.vanished ?? '', GONE);
      assert.equal(waiting.accepted, undefined);
      writeFacts(factsFileOf(join(folder, '2.snapshot')), { accepted: true });
      const { snapshot: taken } = await ask('logto_find', { query: 'a' });
      assert.deepEqual(taken, {
        ...waiting,
        accepted: 'A person has taken this snapshot for right all the same.',
      });
      const { rows: listed } = await ask('logto_snapshots');
      assert.deepEqual([listed[0]?.accepted, listed[1]?.accepted], [taken.accepted, undefined]);
    });
    await withLibrary([[SHOP, { vanished }]], async (ask) =>
      assert.match((await ask('logto_find', { query: 'a' })).snapshot.vanished ?? '', GONE),
    );
  });

  it('say that a person has to sync first where there is nothing to ask', () =>
    withLibrary([], async (ask) => {
      assert.deepEqual(await ask('logto_snapshots'), { total: 0, rows: [] });
      await refused(ask('logto_find', { query: 'a' }), /^There is no snapshot to ask\. A person has to sync/);
    }));

  it('say the same where a folder that they were given is gone', () =>
    withLibrary([[SHOP]], async (ask, _, folder) => {
      assert.equal((await ask('logto_snapshots')).total, 1);
      rmSync(folder, { recursive: true });
      await refused(ask('logto_find', { query: 'a' }), /^There is no snapshot to ask\. A person has to sync/);
    }));

  describe('on a snapshot that is not complete', () => {
    const holes = [{ in: 'members', of: 'o1', rows: 2, reason: 'Row 7 cannot be read.' }] as const;
    const MISSING = '2 members of the organization o1 are missing: Row 7 cannot be read';

    it('say so in every answer, and what this answer may lack', () =>
      withLibrary(
        [
          [SHOP, { holes }],
          [SHOP, { holes }],
        ],
        async (ask) => {
          const questions = [
            ['logto_find', { query: 'zzz' }, false],
            ['logto_who_can', { what: 'admin' }, true],
            ['logto_why', { who: 'u1' }, true],
            ['logto_effective_access', { who: 'u1' }, true],
            ['logto_changes', {}, true],
          ] as const;
          for (const [name, input, mayLack] of questions) {
            const answer = await ask(name, input);
            assert.equal(answer.snapshot.complete, false, name);
            assert.equal(answer.snapshot.missing, MISSING, name);
            assert.equal(answer.mayLack !== undefined, mayLack, name);
          }
          for (const { complete, missing } of (await ask('logto_snapshots')).rows)
            assert.deepEqual([complete, missing], [false, MISSING]);
          await refused(
            ask('logto_why', { who: 'Zed' }),
            /It may be among what could not be read: 2 members/,
          );
        },
      ));

    it('say what a C1 file does not tell', () => {
      const c1: C1Origin = {
        ...{ format: 'C1Z', syncId: 'x', olderSyncs: 0, foreign: false, unknown: ['global roles'] },
      };
      return withLibrary([[SHOP, { c1 }]], async (ask) => {
        const { snapshot, mayLack } = (await ask('logto_why', { who: 'u1' })) as More;
        const unknown = 'Not in a C1 file, so unknown: global roles';
        assert.deepEqual([(snapshot as { unknown?: string }).unknown, mayLack], [unknown, unknown]);
      });
    });
  });

  describe('about changes', () => {
    const LATER: Rows = {
      ...SHOP,
      users: [...SHOP.users!.slice(1), user('u9', { name: 'New' })],
      members: { o1: { u2: ['r2'], u3: ['r1'], u9: [] }, o2: {} },
    };

    it('tell every one, page by page, and the summary of all', () =>
      withLibrary([[SHOP], [LATER]], async (ask) => {
        const whole = (await ask('logto_changes')) as More;
        assert.deepEqual(whole.before, { ...whole.snapshot, id: 'run1' });
        const { added, removed, changed } = whole.summary as Record<string, number>;
        assert.equal(added! + removed! + changed!, whole.total);
        assert.deepEqual(await allRows(ask, 'logto_changes', { limit: 2 }), whole.rows);
        assert.deepEqual(
          whole.rows.find(({ id }) => id === 'o1/r1/u3'),
          {
            ...{ change: 'added', subject: 'roleAssignment', id: 'o1/r1/u3', name: 'admin' },
            organization: { kind: 'organization', id: 'o1', name: 'Acme' },
            user: { kind: 'user', id: 'u3', name: 'Eve' },
            ...{ effects: ['gained'], privileged: true },
          },
        );
      }));

    it('refuse to compare a snapshot with itself, however it was named, and say which to give', async () => {
      await withLibrary([[SHOP], [LATER]], async (ask) => {
        const same =
          'Both are the same snapshot of "Test tenant", run2. As before give the id of an older one, such as run1; logto_snapshots lists what there is.';
        for (const input of [
          { before: 'Test tenant' },
          { before: 'run2', after: 'run2' },
          { before: 'run2' },
        ])
          await refused(ask('logto_changes', input), same);
      });
      await withLibrary([[SHOP]], (ask) =>
        refused(
          ask('logto_changes', { before: 'run1' }),
          /^Both are the same snapshot of "Test tenant", run1\. There is nothing to compare it with until/,
        ),
      );
    });

    it('take the older of two for the one before, in whatever order they were given', () =>
      withLibrary([[SHOP], [LATER]], async (ask) => {
        const asGiven = await ask('logto_changes', { before: 'run2', after: 'run1' });
        assert.deepEqual(asGiven, await ask('logto_changes', { before: 'run1', after: 'run2' }));
        assert.equal(asGiven.snapshot.id, 'run2');
      }));

    it('tell what concerns one thing, which may be gone, and what was gained alone', () =>
      withLibrary([[SHOP], [LATER]], async (ask) => {
        const ofAda = await ask('logto_changes', { about: 'Ada' });
        assert.ok(ofAda.rows.length > 2);
        for (const { id } of ofAda.rows) assert.match(String(id), /\bu1\b/);
        const gained = await ask('logto_changes', { effect: 'gained', privileged: true });
        assert.deepEqual(
          gained.rows.map(({ id }) => id),
          ['o1/r1/u3'],
        );
        assert.equal(
          (await ask('logto_changes', { before: 'run1' })).total,
          (await ask('logto_changes')).total,
        );
        await refused(ask('logto_changes', { about: 'Zed' }), /^There is no user or organization or /);
      }));
  });
});
