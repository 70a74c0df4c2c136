import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PLAIN, type Filter, type Look } from '../../../src/access/nodes/look.ts';
import { filterMayLack, leftBy, usersLeftText } from '../../../src/access/nodes/filter.ts';
import { rootNodes } from '../../../src/access/nodes/roots.ts';
import { tableOf } from '../../../src/access/nodes/table.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { withFolder, withSnapshot } from '../../support/snapshots.ts';
import {
  globalRole,
  organization,
  organizationRole,
  user,
  writeSnapshot,
  type Rows,
} from '../snapshot/support/rows.ts';
import { flat, shown, walk, type Walked } from './support/walk.ts';

const day = (n: number): number => Date.UTC(2026, 2, n);

const ROWS: Rows = {
  users: [
    user('u1', { name: 'Ada', createdAt: day(1), lastSignInAt: day(9) }),
    user('u2', { name: 'bob', createdAt: day(3), suspended: true }),
    user('u3', { name: 'Émile', createdAt: day(2) }),
    user('u4', { name: '田中', createdAt: day(4), lastSignInAt: day(8) }),
  ],
  organizations: [
    organization('o1', { name: 'Acme', createdAt: day(1) }),
    organization('o2', { name: 'Zeta', createdAt: day(2) }),
  ],
  members: { o1: { u1: ['r1', 'r2'], u2: [], u4: ['r1'] } },
  organizationRoles: [organizationRole('r1', { name: 'admin' }), organizationRole('r2', { name: 'editor' })],
  globalRoles: [globalRole('g1', { name: 'Support', userIds: ['u3'] })],
};

function withLook(look: Partial<Look>, info: Partial<SnapshotInfo> = {}, rows = ROWS): Promise<Walked[]> {
  return withFolder((folder) => {
    const file = join(folder, 'a.snapshot');
    writeSnapshot(file, rows, info);
    return withSnapshot(file, (snapshot) => rootNodes(snapshot, { ...PLAIN, ...look }).map(walk));
  });
}

const filter = (parts: Partial<Filter>): Filter => ({ text: '', people: [], roleNames: [], ...parts });

describe('The tree', function () {
  it('sorts people by name, newest or last sign-in, and says what it sorts by', async () => {
    const users = (order: 'name' | 'newest' | 'lastSignIn'): Promise<string[]> =>
      withLook({ users: { order, groupBy: 'nothing' } }).then((nodes) => shown(nodes, 'users'));
    assert.deepEqual(await users('name'), [
      ...['Ada (no e-mail)', 'bob (suspended)', 'Émile (no e-mail)', '田中 (no e-mail)'],
    ]);
    assert.deepEqual(await users('newest'), [
      ...['田中 (created 2026-03-04)', 'bob (created 2026-03-03 · suspended)'],
      ...['Émile (created 2026-03-02)', 'Ada (created 2026-03-01)'],
    ]);
    assert.deepEqual(await users('lastSignIn'), [
      ...['Ada (last sign-in 2026-03-09)', '田中 (last sign-in 2026-03-08)'],
      ...['bob (last sign-in never · suspended)', 'Émile (last sign-in never)'],
    ]);
  });

  it('groups people by the first letter, whatever its case and accents', async () => {
    const nodes = await withLook({ users: { order: 'newest', groupBy: 'initial' } });
    assert.deepEqual(shown(nodes, 'users'), ['A (1)', 'B (1)', 'E (1)', '田 (1)']);
    assert.deepEqual(shown(nodes, 'users/initial:e'), ['Émile (created 2026-03-02)']);
  });

  it('groups people by status, each in one group', async () => {
    const nodes = await withLook({ users: { order: 'name', groupBy: 'status' } });
    assert.deepEqual(shown(nodes, 'users'), ['Suspended (1)', 'Never signed in (1)', 'Active (2)']);
    assert.deepEqual(shown(nodes, 'users/status:suspended'), ['bob (suspended)']);
  });

  it('groups users by global role and members by their roles, somebody with two in both', async () => {
    const byRole = { order: 'name', groupBy: 'role' } as const;
    const nodes = await withLook({ users: byRole, members: byRole });
    assert.deepEqual(shown(nodes, 'users'), ['Support (1)', 'No global role (3)']);
    const members = 'organizations/o1/members';
    assert.deepEqual(shown(nodes, members), ['admin (2)', 'editor (1)', 'No role (1)']);
    assert.deepEqual(shown(nodes, `${members}/role:r2`), ['Ada (admin, editor)']);
    assert.deepEqual(shown(nodes, `${members}/role:`), ['bob (no role · suspended)']);
    const ids = [...flat(nodes)].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('says of people without a role that they may have one that could not be read', async () => {
    const byRole = { order: 'name', groupBy: 'role' } as const;
    const hole = (list: 'organizationRoles' | 'globalRoles') => ({ in: list, rows: 1, reason: 'HTTP 500' });
    const holes = [hole('organizationRoles'), hole('globalRoles')];
    const nodes = await withLook({ users: byRole, members: byRole }, { holes });
    assert.deepEqual(shown(nodes, 'users'), ['Support (1)', 'No global role that could be read (3)']);
    const members = 'organizations/o1/members';
    assert.deepEqual(shown(nodes, members).at(-1), 'No role that could be read (1)');
    assert.deepEqual(shown(nodes, `${members}/role:`), ['bob (no role that could be read · suspended)']);
  });

  it('sorts organizations by name or newest, and groups them by the first letter', async () => {
    const newest = await withLook({ organizations: { order: 'newest', groupBy: 'nothing' } });
    assert.deepEqual(shown(newest, 'organizations'), [
      ...['Zeta (created 2026-03-02 · no members)', 'Acme (created 2026-03-01 · 3 members)'],
    ]);
    const grouped = await withLook({ organizations: { order: 'name', groupBy: 'initial' } });
    assert.deepEqual(shown(grouped, 'organizations'), ['A (1)', 'Z (1)']);
    assert.deepEqual(shown(grouped, 'organizations/initial:z'), ['Zeta (no members)']);
  });

  it('shows what a filter leaves, and of how many', async () => {
    const users = async (parts: Partial<Filter>): Promise<string[]> =>
      shown(await withLook({ filter: filter(parts) }), 'users').map((line) =>
        line.replace(' (no e-mail)', ''),
      );
    assert.deepEqual(await users({ people: ['suspended'] }), ['bob (suspended)']);
    assert.deepEqual(await users({ people: ['neverSignedIn'] }), ['bob (suspended)', 'Émile']);
    assert.deepEqual(await users({ people: ['withoutOrganization'] }), ['Émile']);
    assert.deepEqual(await users({ people: ['withoutRole'] }), ['bob (suspended)']);
    assert.deepEqual(await users({ roleNames: ['admin'] }), ['Ada', '田中']);
    assert.deepEqual(await users({ roleNames: ['admin', 'editor'] }), ['Ada']);
    assert.deepEqual(await users({ roleNames: ['Support'] }), ['Émile']);
    assert.deepEqual(await users({ text: 'emile' }), ['Émile']);
    assert.deepEqual(await users({ text: 'a', people: ['neverSignedIn'] }), ['No user matches the filter']);
    const nodes = await withLook({ filter: filter({ text: 'acme' }) });
    assert.deepEqual(
      nodes.map(({ label, description }) => `${label} ${description}`),
      [
        'Organizations 1 of 2',
        'Users 0 of 4',
        'Organization roles 0 of 2',
        'Global roles 0 of 1',
        'Applications 0 of 0',
      ],
    );
    assert.deepEqual(shown(nodes, 'globalRoles'), ['No global role matches the filter']);
  });

  it('shows all where the text of a filter is nothing but accents', async () => {
    for (const text of ['\u0301', '´', ' ¨ ']) {
      const nodes = await withLook({ filter: filter({ text, people: ['suspended'] }) });
      assert.deepEqual(shown(nodes, 'users'), ['bob (suspended)']);
      assert.equal(shown(nodes, 'organizations').length, 2);
    }
  });

  it('shows of members, and of those with a global role, whom a filter leaves by what it asks of people', async () => {
    const lists = async (parts: Partial<Filter>, look: Partial<Look> = {}): Promise<string[][]> => {
      const nodes = await withLook({ ...look, filter: filter(parts) });
      return ['organizations/o1', 'organizations/o1/members', 'globalRoles/g1', 'globalRoles/g1/users'].map(
        (id) => shown(nodes, id).slice(id.split('/').length === 2 ? 1 : 0),
      );
    };
    const byRole = { order: 'newest', groupBy: 'role' } as const;
    assert.deepEqual(await lists({ people: ['suspended'] }, { members: byRole, users: byRole }), [
      ...[['Members (1 of 3)'], ['bob (no role · suspended)']],
      ...[['Users (0 of 1)'], ['No user matches the filter']],
    ]);
    assert.deepEqual(await lists({ people: ['neverSignedIn'] }), [
      ...[['Members (1 of 3)'], ['bob (no role · suspended)']],
      ...[['Users (1 of 1)'], ['Émile (no e-mail)']],
    ]);
    assert.deepEqual((await lists({ roleNames: ['admin'] })).slice(0, 2), [
      ...[['Members (2 of 3)'], ['Ada (admin, editor)', '田中 (admin)']],
    ]);
    assert.deepEqual((await lists({ people: ['withoutOrganization'] })).slice(0, 2), [
      ...[['Members (0 of 3)'], ['No member matches the filter']],
    ]);
  });

  it('shows of members who has the role of a filter there, and all where a text has left the organization', async () => {
    const elsewhere = { ...ROWS, members: { ...ROWS.members, o2: { u4: ['r2'], u3: [] } } };
    const members = async (id: string, parts: Partial<Filter>): Promise<string[]> =>
      shown(await withLook({ filter: filter(parts) }, {}, elsewhere), `organizations/${id}/members`);
    assert.deepEqual(await members('o1', { roleNames: ['editor'] }), ['Ada (admin, editor)']);
    assert.deepEqual(await members('o2', { roleNames: ['editor'] }), ['田中 (editor)']);
    assert.deepEqual(await members('o2', { roleNames: ['Support'] }), ['Émile (no role)']);
    assert.equal((await members('o1', { text: 'acme' })).length, 3);
    assert.deepEqual(await members('o1', { text: 'acme', people: ['suspended'] }), [
      'bob (no role · suspended)',
    ]);
  });

  it('sorts what a filter leaves as it sorts the whole', async () => {
    const nodes = await withLook({
      users: { order: 'newest', groupBy: 'nothing' },
      filter: filter({ people: ['neverSignedIn'] }),
    });
    assert.deepEqual(shown(nodes, 'users'), [
      ...['bob (created 2026-03-03 · suspended)', 'Émile (created 2026-03-02)'],
    ]);
  });

  it('says in words what a filter leaves, and what may be missing for what could not be read', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const holes = [{ in: 'members', of: 'o2', reason: 'HTTP 500' }] as const;
      writeSnapshot(file, ROWS, { holes });
      return withSnapshot(file, (snapshot) => {
        assert.deepEqual(leftBy(snapshot, filter({ people: ['suspended'] })), ['1 of 4 users']);
        assert.equal(usersLeftText([snapshot, snapshot], filter({ people: ['suspended'] })), '2 of 8 users');
        assert.deepEqual(leftBy(snapshot, filter({ text: 'ac' })), ['0 of 4 users', '1 of 2 organizations']);
        assert.deepEqual(filterMayLack(snapshot, filter({ people: ['suspended'] })), []);
        assert.match(filterMayLack(snapshot, filter({ people: ['withoutRole'] })).join(), /organization o2/);
        assert.match(filterMayLack(snapshot, filter({ roleNames: ['admin'] })).join(), /organization o2/);
      });
    }));

  it('calls nobody of a C1 file of another connector never signed in, which it does not tell from unknown', async () => {
    const users = { order: 'lastSignIn', groupBy: 'nothing' } as const;
    const said = async (foreign: boolean): Promise<unknown[]> => {
      const c1 = { format: 'C1Z', syncId: 'x', olderSyncs: 0, unknown: [], foreign } as const;
      const grouped = await withLook({ users: { ...users, groupBy: 'status' } }, { c1 });
      return withFolder(async (folder) => {
        writeSnapshot(join(folder, 'a.snapshot'), ROWS, { c1 });
        const lack = await withSnapshot(join(folder, 'a.snapshot'), (snapshot) =>
          filterMayLack(snapshot, filter({ people: ['neverSignedIn'] })),
        );
        return [
          shown(await withLook({ users }, { c1 }), 'users').at(-1),
          shown(grouped, 'users')[1],
          ...lack,
        ];
      });
    };
    assert.deepEqual(await said(false), ['Émile (last sign-in never)', 'Never signed in (1)']);
    assert.deepEqual(await said(true), [
      ...['Émile (last sign-in unknown)', 'No sign-in known (1)'],
      'Not in a C1 file of another connector: whether somebody never signed in, or when is unknown',
    ]);
  });

  it('says what could not be read instead of "nobody", and "incomplete" beside what could', async () => {
    const reason = 'HTTP 500';
    const nodes = await withLook(
      {},
      {
        holes: [
          ...[
            { in: 'members', of: 'o1', rows: 2, reason } as const,
            { in: 'members', of: 'o2', reason } as const,
          ],
          { in: 'invitations', reason },
        ],
      },
    );
    assert.deepEqual(shown(nodes, 'organizations/o1').slice(0, 2), ['Roles (2)', 'Members (3, incomplete)']);
    assert.match(shown(nodes, 'organizations/o2/members').join(), /^some members of the organization o2/);
    assert.deepEqual(shown(nodes, 'organizations/o2/roles')[0], 'admin (holders unknown)');
    assert.match(shown(nodes, 'organizations/o2/invitations').join(), /^some invitations may be missing/);
  });
});

describe('The Markdown table of a line', () => {
  const table = (id: string): Promise<string> =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      writeSnapshot(file, { ...ROWS, users: [user('u1', { name: 'A|b `c`\n[d](e)' })] });
      return withSnapshot(file, async (snapshot) => {
        const [organizations, users] = rootNodes(snapshot);
        const first = organizations!.children!({ limit: 1 }).nodes[0]!;
        return (await tableOf(id === 'users' ? users! : first)).markdown;
      });
    });

  it('has a row for each line below it, with what one would look up, and lets no name break it', async () => {
    const [head, rule, row, ...rest] = (await table('users')).split('\n');
    assert.match(head!, /^\| Name \| Details \| Status \| Last sign-in \| .* \| id \|$/);
    assert.equal(rule!.split('|').length, head!.split('|').length);
    assert.match(row!, /^\| A\\\|b \\`c\\` \\\[d\\\]\\\(e\\\) \|/);
    assert.deepEqual(rest, ['']);
  });

  it('has every row of a long list once, in its order', () =>
    withFolder((folder) => {
      const file = join(folder, 'a.snapshot');
      const ids = Array.from({ length: 250 }, (_, i) => `u${String(i).padStart(3, '0')}`);
      writeSnapshot(file, { users: ids.map((id) => user(id, { name: id })) });
      return withSnapshot(file, async (snapshot) => {
        const { markdown, rows, total } = await tableOf(rootNodes(snapshot)[1]!);
        assert.deepEqual([rows, total], [250, 250]);
        const names = markdown.split('\n').slice(2, -1);
        assert.deepEqual(
          names.map((row) => row.slice(2, 6)),
          ids,
        );
      });
    }));
});
