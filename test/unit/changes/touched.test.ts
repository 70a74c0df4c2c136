import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import { listTouched, type Touched } from '../../../src/changes/listTouched.ts';
import type { Touch } from '../../../src/changes/model.ts';
import { touchingsOf } from '../../../src/changes/touched.ts';
import { withFolder } from '../../support/snapshots.ts';
import {
  globalRole,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../snapshot/support/rows.ts';
import { but, compared, TENANT, told } from './support/compared.ts';

const SCOPES = [scope('s1', { name: 'read' }), scope('s2', { name: 'write' })];

const BEFORE: Rows = {
  users: ['Ada', 'Bob', 'Cy', 'Dee'].map((name) => user(name.toLowerCase(), { name })),
  organizations: [organization('o1', { name: 'Acme' }), organization('o2', { name: 'Globex' })],
  members: { o1: { ada: ['r1'], bob: ['r1', 'r2'], cy: [] }, o2: { ada: ['r1'], bob: ['r1'], dee: ['r1'] } },
  organizationRoles: [
    organizationRole('r1', { name: 'editor', scopeIds: ['s1'] }),
    organizationRole('r2', { name: 'owner', scopeIds: ['s2'] }),
  ],
  scopes: SCOPES,
};

/** Who is touched by what a role permits now, and where: as it is counted, and as it is listed. */
function touched(before: Rows, after: Rows): Promise<{ counted: readonly Touch[]; listed: Touched[][] }> {
  return withFolder((folder) => {
    const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
    writeSnapshot(files.before, before);
    writeSnapshot(files.after, after);
    const { changes } = compareFiles(files);
    const touchings = changes.flatMap(touchingsOf);
    return {
      counted: changes.flatMap(({ touches = [] }) => touches),
      listed: touchings.map((touching) => listTouched({ ...files, touching })),
    };
  });
}

const places = (people: readonly Touched[] = []): string[] =>
  people.map(({ name, organizations }) => `${name}: ${organizations.map((one) => one.name).join(', ')}`);

describe('Whom a change of what a role permits touches', function () {
  const after: Rows = {
    ...BEFORE,
    // Cy comes to hold the role, and Dee no longer does: changes of their own
    members: {
      o1: { ada: ['r1'], bob: ['r1', 'r2'], cy: ['r1'] },
      o2: { ada: ['r1'], bob: ['r1'], dee: [] },
    },
    organizationRoles: [
      organizationRole('r1', { name: 'editor', scopeIds: ['s1', 's2'] }),
      organizationRole('r2', { name: 'owner', scopeIds: ['s2'] }),
    ],
  };

  it('is who gained it by that, each person once, and listed with where', async () => {
    const { counted, listed } = await touched(BEFORE, after);
    assert.deepEqual(
      counted.map(({ effect, people, applications }) => [effect, people, applications]),
      [['gained', 2, 0]],
    );
    assert.deepEqual(listed.map(places), [['Ada: Acme, Globex', 'Bob: Globex']]);
  });

  it('is who lost it by that, where the permission is taken away again', async () => {
    const { counted, listed } = await touched(after, BEFORE);
    assert.deepEqual(
      counted.map(({ effect, people }) => [effect, people]),
      [['lost', 2]],
    );
    assert.deepEqual(listed.map(places), [['Ada: Acme, Globex', 'Bob: Globex']]);
  });

  it('has users and applications of a global role', async () => {
    const role = (scopeIds: string[]) => ({
      globalRoles: [globalRole('g1', { userIds: ['u1'], applicationIds: ['a1'], scopeIds })],
    });
    const { counted, listed } = await touched(but(role(['s1'])), but(role(['s2'])));
    const both = [1, 1];
    assert.deepEqual(
      counted.map(({ effect, people, applications }) => [effect, people, applications]),
      [
        ['gained', ...both],
        ['lost', ...both],
      ],
    );
    assert.deepEqual(
      listed[0]?.map(({ kind, name }) => `${kind} ${name}`),
      ['user Ada', 'application Robot'],
    );
  });
});

describe('A permission', () => {
  it('that was renamed is one change, and no role gained or lost by it', async () => {
    const renamed = but({ scopes: [scope('s1', { name: 'view' }), ...TENANT.scopes!.slice(1)] });
    assert.deepEqual(told(await compared(TENANT, renamed)), [
      'changed permission: permission view: name: read → view',
    ]);
    const shop = but({ resources: [{ id: 'api', name: 'Store', indicator: 'https://shop.example' }] });
    assert.deepEqual(told(await compared(TENANT, shop)), [
      'changed resource: API resource Store: name: Shop → Store',
    ]);
  });

  it('with a comma in its name is one permission', async () => {
    const scopes = [scope('s1', { name: 'read, write' }), scope('s2', { name: 'write' })];
    const role = (scopeIds: string[]): Rows => ({
      scopes,
      organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds })],
    });
    const { changes } = await compared(role(['s2']), role(['s1', 's2']));
    assert.deepEqual(
      changes.map(({ effects, touches }) => [effects, touches?.map(({ permissions }) => permissions)]),
      [[['gained'], [[{ id: 's1', name: 'read, write' }]]]],
    );
  });
});
