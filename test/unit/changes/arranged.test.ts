import assert from 'node:assert/strict';
import { concernedBy } from '../../../src/changes/concerned.ts';
import { CHANGE_KINDS, filterChanges, leavesAll } from '../../../src/changes/filter.ts';
import { CHANGE_GROUPINGS, groupChanges, type ChangeGrouping } from '../../../src/changes/group.ts';
import { lineOf } from '../../../src/changes/text/lines.ts';
import type { Change, Subject } from '../../../src/changes/model.ts';
import { shortSummary } from '../../../src/changes/text/sentences.ts';
import { touchingsOf } from '../../../src/changes/touched.ts';
import type { Listed } from '../../../src/snapshot/read/all.ts';
import { change } from './support/change.ts';

const IN_ACME = { organizationId: 'o1', organizationName: 'Acme' } as const;

const [READ, WRITE, BUY] = ['read', 'write', 'buy'].map((name) => ({ id: name, name })) as [
  Listed,
  Listed,
  Listed,
];

const CHANGES: readonly Change[] = [
  change({ ...{ kind: 'changed', userId: 'u2', userLabel: 'Bob', label: 'Bob', id: 'u2' } }),
  change({
    ...{ subject: 'membership', id: 'o1/u1', userId: 'u1', userLabel: 'Ada', ...IN_ACME },
    effects: ['gained'],
  }),
  change({
    ...{ kind: 'removed', subject: 'roleAssignment', id: 'o1/r1/u2', label: 'admin', ...IN_ACME },
    ...{ userId: 'u2', userLabel: 'Bob', effects: ['lost'], privileged: true },
  }),
  change({
    ...{ kind: 'changed', subject: 'organizationRole', id: 'r1', label: 'admin' },
    fields: [
      { field: 'permissions', before: 'read', after: 'buy, write', added: [BUY, WRITE], removed: [READ] },
    ],
    ...{ effects: ['gained', 'lost'], privileged: true },
    touches: [
      { effect: 'gained', permissions: [BUY, WRITE], people: 1200, applications: 1, atLeast: false },
      { effect: 'lost', permissions: [READ], people: 0, applications: 0, atLeast: false },
    ],
  }),
  change({ subject: 'applicationMembership', id: 'o1/a1', label: 'Robot', ...IN_ACME }),
];

const [RENAMED, JOINED, DEMOTED, ROLE, ROBOT] = CHANGES as [Change, Change, Change, Change, Change];

describe('Changes arranged', () => {
  const titles = (by: ChangeGrouping): string[] =>
    groupChanges(CHANGES, by).map(({ title, changes }) => `${title} ${changes.length}`);

  it('are grouped by organization, person, kind or what changed', () => {
    assert.deepEqual(titles('organization'), ['Acme 3', 'Users 1', 'Organization roles 1']);
    assert.deepEqual(titles('person'), [
      ...['Ada 1', 'Bob 2', 'Organization roles 1'],
      'Applications in organizations 1',
    ]);
    assert.deepEqual(titles('kind'), ['Added 2', 'Removed 1', 'Changed 2']);
    assert.deepEqual(titles('subject'), [
      ...['Users 1', 'Memberships 1', 'Organization roles of members 1', 'Organization roles 1'],
      'Applications in organizations 1',
    ]);
  });

  it('are all in one group each, whose key no other group has', () => {
    for (const by of CHANGE_GROUPINGS) {
      const groups = groupChanges(CHANGES, by);
      const all = groups.flatMap(({ changes }) => changes);
      assert.deepEqual(new Set(all), new Set(CHANGES));
      assert.equal(all.length, CHANGES.length);
      assert.equal(new Set(groups.map(({ key }) => key)).size, groups.length);
    }
  });

  it('keep a user and an organization of one id apart', () => {
    const keys = (by: ChangeGrouping): string[] =>
      groupChanges([change({ organizationId: 'x', userId: 'x' })], by).map(({ key }) => key);
    assert.notDeepEqual(keys('organization'), keys('person'));
  });

  it('are filtered by kind, and to access that was gained', () => {
    const left = (kinds: readonly Change['kind'][], gainedOnly = false): readonly Change[] =>
      filterChanges(CHANGES, { kinds, gainedOnly });
    assert.deepEqual(left(['added']), [JOINED, ROBOT]);
    assert.deepEqual(left(['removed', 'changed']), [RENAMED, DEMOTED, ROLE]);
    assert.deepEqual(left(CHANGE_KINDS, true), [JOINED, ROLE]);
    assert.deepEqual(left(['changed'], true), [ROLE]);
    assert.deepEqual(left([]), []);
    assert.deepEqual(filterChanges(CHANGES, undefined), CHANGES);
  });

  it('are filtered by what changed, beside all else', () => {
    const left = (...subjects: Subject[]): readonly Change[] =>
      filterChanges(CHANGES, { kinds: ['added', 'changed'], gainedOnly: false, subjects });
    assert.deepEqual(left('membership'), [JOINED]);
    assert.deepEqual(left('user', 'organizationRole'), [RENAMED, ROLE]);
    assert.deepEqual(left('invitation'), []);
  });

  it('are not filtered by a filter that leaves all', () => {
    assert.ok(leavesAll({ kinds: CHANGE_KINDS, gainedOnly: false }));
    assert.ok(!leavesAll({ kinds: CHANGE_KINDS, gainedOnly: true }));
    assert.ok(!leavesAll({ kinds: ['added', 'changed'], gainedOnly: false }));
    assert.ok(!leavesAll({ kinds: CHANGE_KINDS, gainedOnly: false, subjects: ['user'] }));
  });
});

describe('The line of a change', () => {
  it('says what happened, and does not repeat the name that it lies below', () => {
    const label = (one: Change, by: ChangeGrouping): string => lineOf(one, by).label;
    assert.equal(label(JOINED, 'organization'), 'Ada joined');
    assert.equal(label(JOINED, 'person'), 'joined Acme');
    assert.equal(label(JOINED, 'kind'), 'Ada joined Acme');
    assert.equal(label(ROBOT, 'person'), 'application Robot was added in Acme');
    assert.equal(label(change({ kind: 'removed' }), 'person'), 'user is gone');
    assert.equal(label(change({ kind: 'removed' }), 'organization'), 'user Ada is gone');
    const acme = change({ subject: 'organization', label: 'Acme', ...IN_ACME });
    assert.equal(label(acme, 'organization'), 'organization is new');
  });

  it('tells who looks closer that access is privileged', () => {
    const line = { label: 'Bob no longer holds admin in Acme', description: '', facts: ['privileged'] };
    assert.deepEqual(lineOf(DEMOTED, 'kind'), line);
  });

  it('says from what to what, and of a role what its holders gained and lost', () => {
    const told = (one: Change, by: ChangeGrouping): readonly string[] => {
      const { label, description } = lineOf(one, by);
      return [label, description];
    };
    const renamed = change({
      kind: 'changed',
      userId: 'u1',
      fields: [{ field: 'name', before: '', after: 'Ada' }],
    });
    assert.deepEqual(told(renamed, 'kind'), ['user Ada', 'name: (none) → Ada']);
    assert.deepEqual(told(renamed, 'person'), ['user', 'name: (none) → Ada']);
    assert.deepEqual(told(ROLE, 'organization'), [
      'admin gained buy, write and lost read',
      'gained by 1,200 people and 1 application, lost by no people · permissions: read → buy, write',
    ]);
    assert.match(told(ROLE, 'kind')[0] ?? '', /^organization role admin gained/);
    const robot = {
      ...ROBOT,
      kind: 'changed',
      fields: [{ field: 'roles', before: 'a', after: 'b' }],
    } as const;
    assert.deepEqual(told(robot, 'subject'), ['Robot in Acme', 'roles: a → b']);
    assert.deepEqual(told(robot, 'organization'), ['application Robot', 'roles: a → b']);
  });

  it('stays on one line whatever is in a name', () => {
    assert.equal(lineOf({ ...JOINED, userLabel: 'A\nda' }, 'organization').label, 'A da joined');
  });

  it('is counted with others by signs, without what there is none of', () => {
    assert.equal(shortSummary({ added: 10, removed: 0, changed: 4 }), '+10 ~4');
  });
});

describe('What a change concerns', () => {
  it('is the person before the organization, and else the thing itself', () => {
    assert.deepEqual(CHANGES.map(concernedBy), [
      { kind: 'user', id: 'u2' },
      { kind: 'user', id: 'u1' },
      { kind: 'user', id: 'u2' },
      { kind: 'organizationRole', id: 'r1' },
      { kind: 'application', id: 'a1' },
    ]);
    const invited = change({ subject: 'invitation', id: 'i1', ...IN_ACME });
    assert.deepEqual(concernedBy(invited), { kind: 'organization', id: 'o1' });
    const granted = change({ subject: 'globalRoleApplication', id: 'g1/a1' });
    assert.deepEqual(concernedBy(granted), { kind: 'application', id: 'a1' });
  });

  it('touches those who hold a role whose permissions changed, and nobody else', () => {
    const role = { subject: 'organizationRole', roleId: 'r1' };
    assert.deepEqual(CHANGES.map(touchingsOf), [
      ...[[], [], []],
      [
        { ...role, effect: 'gained', permissions: [BUY, WRITE] },
        { ...role, effect: 'lost', permissions: [READ] },
      ],
      [],
    ]);
  });
});
