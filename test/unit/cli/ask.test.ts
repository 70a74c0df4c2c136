import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Explanation } from '../../../src/access/explain.ts';
import type { Hits } from '../../../src/access/find/find.ts';
import type { WhoCan } from '../../../src/access/whoCan.ts';
import {
  application,
  globalRole,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
} from '../snapshot/support/rows.ts';
import { build, run } from './support.ts';

describe('Asking from the command line', function () {
  let folder: string;
  let file: string;

  before(() => {
    build();
    folder = mkdtempSync(join(tmpdir(), 'logto-access-test-'));
    file = join(folder, 'a.snapshot');
    writeSnapshot(file, {
      users: [user('u1', { name: 'Éva' }), user('u2', { name: 'Bob' }), user('u3', { name: 'Bob\u001b[2J' })],
      organizations: [organization('o1', { name: 'Acme' }), organization('o2', { name: 'Zeta' })],
      members: { o1: { u1: ['r1'], u2: ['r1'] }, o2: { u1: ['r1'] } },
      organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1'] })],
      globalRoles: [globalRole('g1', { name: 'Admin', applicationIds: ['a1'] })],
      scopes: [scope('s1', { name: 'read' })],
      applications: [application('a1', { name: 'Robot' })],
    });
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('finds, and ends with 1 where nothing is found', async () => {
    assert.deepEqual(await run(['find', file, 'eva']), { code: 0, out: 'user Éva [u1]\n', err: '' });
    assert.deepEqual(await run(['find', file, 'bob', '--limit', '1']), {
      ...{ code: 0, err: '' },
      out: 'user Bob [u2]\nand 1 more\n',
    });
    assert.deepEqual(await run(['find', file, 'nobody']), { code: 1, out: 'nothing found\n', err: '' });
    const { hits, total } = JSON.parse((await run(['find', file, 'admin', '--json'])).out) as Hits;
    assert.deepEqual(
      [total, ...hits.map(({ kind, id }) => `${kind} ${id}`)],
      [2, 'organizationRole r1', 'globalRole g1'],
    );
  });

  it('shows no name that steers a terminal', async () => {
    const { out } = await run(['find', file, 'u3']);
    assert.equal(out, 'user Bob [2J [u3]\n');
  });

  it('says who can, in an organization or anywhere, by a name or an id', async () => {
    assert.equal(
      (await run(['who-can', file, 'READ'])).out,
      [
        'permission read [s1]: 3 holders',
        '  Bob [u2]: Acme [o1] → admin → read',
        '  Éva [u1]: Acme [o1] → admin → read',
        '  Éva [u1]: Zeta [o2] → admin → read\n',
      ].join('\n'),
    );
    assert.match(
      (await run(['who-can', file, 'r1', '--organization', 'zeta'])).out,
      /^organization role admin \[r1\]: 1 holder\n/,
    );
    const answer = JSON.parse((await run(['who-can', file, 's1', '--limit', '1', '--json'])).out) as WhoCan;
    assert.deepEqual([answer.rows.length, answer.total, answer.next?.holder.id], [1, 3, 'u2']);
  });

  it('says why', async () => {
    assert.equal(
      (await run(['why', file, 'Eva', '--organization', 'Acme', '--permission', 'read'])).out,
      'user Éva [u1]: 1 path\n  Acme [o1] → admin → read\n',
    );
    assert.equal(
      (await run(['why', file, 'robot'])).out,
      'application Robot [a1]: 1 path\n  global role Admin\n',
    );
    const { paths } = JSON.parse((await run(['why', file, 'u1', '--json'])).out) as Explanation;
    assert.deepEqual(
      paths.map(({ organization }) => organization?.id),
      ['o1', 'o2'],
    );
  });

  it('says about one organization how many more there are by global roles', async () => {
    const by = 'by global roles in the whole tenant: ask without the organization';
    const why = await run(['why', file, 'robot', '--organization', 'Acme']);
    assert.equal(why.out, `left out: 1 path ${by}\napplication Robot [a1]: no paths\n`);
    const whoCan = ['who-can', file, 'g1', '--organization', 'Acme', '--json'];
    const { total, leftOut } = JSON.parse((await run(whoCan)).out) as WhoCan;
    assert.deepEqual([total, leftOut], [0, 1]);
  });

  it('lists the candidates where a name means several things, and ends with 2', async () => {
    const { code, out, err } = await run(['who-can', file, 'admin']);
    assert.deepEqual([code, out], [2, '']);
    assert.equal(
      err,
      'logto-access: "admin" may be organization role admin [r1], or global role Admin [g1]. Give the id that stands in brackets.\n',
    );
    assert.equal((await run(['why', file, 'Zed'])).code, 2);
    assert.match((await run(['why', file])).err, /The user or application is missing/);
  });
});
