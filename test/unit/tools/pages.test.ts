import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { SHOP } from '../access/support/shop.ts';
import {
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../snapshot/support/rows.ts';
import { allRows, refused, withLibrary, type Answer, type Ask } from './support/library.ts';

const IDS = Array.from({ length: 12 }, (_, i) => `u${String(i).padStart(2, '0')}`);

/** A tenant of which everybody is an admin of one organization. */
function tenantOf(ids: readonly string[]): Rows {
  return {
    users: ids.map((id) => user(id, { name: id })),
    organizations: [organization('o1', { name: 'Acme' })],
    members: { o1: Object.fromEntries(ids.map((id) => [id, ['r1']])) },
    organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1'] })],
    scopes: [scope('s1', { name: 'do' })],
  };
}

/** What has several pages, and how it is asked. */
const QUESTIONS = [
  ['logto_find', { query: 'u', kinds: ['user'] }],
  ['logto_who_can', { what: 'do' }],
  ['logto_effective_access', { who: 'u05' }],
  ['logto_why', { who: 'u05' }],
  ['logto_changes', {}],
  ['logto_findings', {}],
] as const;

const NO_PAGE =
  'Give the next of the page before as cursor, with all else the same, or leave it out to begin with the first page.';

describe('The pages of an answer', function () {
  /** A tenant with two snapshots, everything of which takes several pages. */
  const withTwo = (test: (ask: Ask, folder: string) => Promise<void>): Promise<void> => {
    const twice = { o1: { u05: ['r1'] }, o2: { u05: ['r1'] } };
    const organizations = [organization('o1', { name: 'Acme' }), organization('o2', { name: 'Zeta' })];
    const later = { ...tenantOf(IDS), organizations, members: twice };
    return withLibrary([[tenantOf(IDS)], [later]], (ask, _, folder) => test(ask, folder));
  };
  const sync = (folder: string, rows: Rows, info: Partial<SnapshotInfo>): void =>
    writeSnapshot(join(folder, `${info.id}.snapshot`), rows, { startedAt: 9000, ...info });

  it('are all of the same snapshots, whatever is newer by then, so that nothing is lost between them', () =>
    withTwo(async (ask, folder) => {
      for (const [i, [name, question]] of QUESTIONS.entries()) {
        const whole = await ask(name, question);
        const asked = { ...question, limit: Math.ceil(whole.total / 2) };
        const pages = [await ask(name, asked)];
        sync(folder, tenantOf(IDS.slice(i + 1)), { id: `new${i}`, startedAt: 9000 + i });
        for (let next = pages[0]?.next; next !== undefined; next = pages.at(-1)?.next)
          pages.push(await ask(name, { ...asked, cursor: next }));
        assert.ok(pages.length > 1, name);
        assert.deepEqual(
          pages.flatMap(({ rows }) => rows),
          whole.rows,
          name,
        );
        for (const page of pages)
          assert.deepEqual([page.snapshot.id, page.total], [whole.snapshot.id, whole.total], name);
        rmSync(join(folder, `new${i}.snapshot`));
      }
    }));

  it('end with what to do where the snapshot is gone that they are of', () =>
    withTwo(async (ask, folder) => {
      const question = { query: 'u', kinds: ['user'], limit: 5 };
      const { next } = await ask('logto_find', question);
      rmSync(join(folder, '2.snapshot'));
      await refused(
        ask('logto_find', { ...question, cursor: next }),
        'The snapshot that this cursor goes on with is gone. Begin again without cursor.',
      );
    }));

  it('of the list of snapshots go on after the last one that was told, and a newer one moves none of them', () =>
    withLibrary([[{}], [{}], [{}], [{}]], async (ask, _, folder) => {
      const ids = ({ rows }: Answer): unknown[] => rows.map(({ id }) => id);
      const first = await ask('logto_snapshots', { limit: 2 });
      sync(folder, {}, { id: 'run5' });
      const second = await ask('logto_snapshots', { limit: 2, cursor: first.next });
      assert.deepEqual([...ids(first), ...ids(second)], ['run4', 'run3', 'run2', 'run1']);
      assert.deepEqual([second.total, second.next], [5, undefined]);
      rmSync(join(folder, '3.snapshot'));
      await refused(
        ask('logto_snapshots', { limit: 2, cursor: first.next }),
        /Begin again without cursor\.$/,
      );
    }));

  it('are asked for by a text that is short, however long ids are and whatever they are made of', () => {
    const long = IDS.slice(0, 3).map((id) => `${'用户é'.repeat(60)}${id}`);
    const info = { id: `${'株'.repeat(400)}1` };
    return withLibrary([[tenantOf(long), info]], async (ask) => {
      for (const question of [{ what: 'do' }, { what: 'do', organization: 'o1' }]) {
        const { next = '' } = await ask('logto_who_can', { ...question, limit: 1 });
        assert.match(next, /^[\w.-]{1,80}$/);
        const rows = await allRows(ask, 'logto_who_can', { ...question, limit: 1 });
        assert.deepEqual(
          rows.map(({ holder }) => (holder as { id: string }).id),
          long,
        );
      }
    });
  });

  it('are pages of one question: to what belongs to another one, or was made up, there is no answer', () =>
    withLibrary([[tenantOf(IDS)]], async (ask) => {
      const all = { what: 'do', limit: 5 };
      const inOne = { ...all, organization: 'Acme' };
      const { next: ofAll = '' } = await ask('logto_who_can', all);
      const { next: ofOne } = await ask('logto_who_can', inOne);
      const wrong: [string, object][] = [
        ['logto_who_can', { ...inOne, cursor: ofAll }],
        ['logto_who_can', { ...all, cursor: ofOne }],
        ['logto_who_can', { ...all, what: 'admin', cursor: ofAll }],
        ['logto_find', { query: 'u', cursor: ofAll }],
      ];
      const madeUp = ['50', 'x', '.', '%', 'user/u05/o1/x/y', `${ofAll}.x`, ofAll.replace('4', '7')];
      wrong.push(...madeUp.map((cursor): [string, object] => ['logto_who_can', { ...all, cursor }]));
      wrong.push(
        ...['999', '-1', '1e3'].map((cursor): [string, object] => ['logto_find', { query: 'u', cursor }]),
      );
      for (const [name, input] of wrong)
        await refused(
          ask(name, input),
          `This answer has no page ${JSON.stringify((input as { cursor: string }).cursor)}. ${NO_PAGE}`,
        );
      const { rows } = await ask('logto_who_can', { ...all, limit: 7, cursor: ofAll });
      assert.equal(rows.length, 7, 'a page may have another length');
    }));

  it('of findings are judged in the same way, or there is no next one', () =>
    withLibrary([[SHOP]], async (ask, library) => {
      const { next = '' } = await ask('logto_findings', { limit: 1 });
      const how = library.how();
      library.how = () => ({ ...how, today: '2026-02-01' });
      await refused(ask('logto_findings', { limit: 1, cursor: next }), /^This answer has no page/);
    }));
});
