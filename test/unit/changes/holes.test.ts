import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import type { Comparison } from '../../../src/changes/model.ts';
import { isSame } from '../../../src/changes/same.ts';
import { describeChange } from '../../../src/changes/text/sentences.ts';
import type { Hole } from '../../../src/snapshot/model.ts';
import { withFolder } from '../../support/snapshots.ts';
import { globalRole, organizationRole, writeSnapshot, type Rows } from '../snapshot/support/rows.ts';
import { TENANT, without, withAnyHoles, type Part } from './support/holes.ts';

type Place = Omit<Hole, 'reason'>;

/** Compares a tenant with one that lacks something, there and back, where the lacking one admits some holes. */
function compared(whole: Rows, lacking: Rows, places: readonly Place[]): Promise<[Comparison, Comparison]> {
  const holes = places.map((place): Hole => ({ ...place, reason: 'Logto failed.' }));
  return withFolder((folder) => {
    const [left, right] = [join(folder, 'whole.snapshot'), join(folder, 'lacking.snapshot')];
    writeSnapshot(left, whole);
    writeSnapshot(right, lacking, { holes });
    return [compareFiles({ before: left, after: right }), compareFiles({ before: right, after: left })];
  });
}

const told = ({ changes }: Comparison): string[] =>
  changes.map(({ kind, subject, id }) => `${kind} ${subject} ${id}`);

/** Whom the changes of roles touch, as their sentences end. */
const touched = ({ changes }: Comparison): string[] =>
  changes
    .filter(({ touches }) => touches !== undefined)
    .map((change) => /\(([^()]+)\)$/.exec(describeChange(change))?.[1] ?? '');

interface Rule {
  readonly hole: Place;
  readonly hides: string;
  /** What the incomplete snapshot lacks. */
  readonly lacks: readonly Part[];
  /** How many differences that makes. */
  readonly unsure: number;
  /** What it lacks besides, and what is said of that. */
  readonly also?: readonly Part[];
  readonly told?: readonly string[];
}

const RULES: readonly Rule[] = [
  {
    ...{ hole: { in: 'users' }, hides: 'users, and what names them' },
    ...{ lacks: [['users', 'u1']], unsure: 4 },
    also: [['member', 'o1', 'u2']],
    told: ['removed membership o1/u2', 'removed roleAssignment o1/r2/u2'],
  },
  {
    ...{ hole: { in: 'users', of: 'u1', rows: 1 }, hides: 'one user who is known, and what names them' },
    ...{ lacks: [['users', 'u1']], unsure: 4 },
    also: [['users', 'u2']],
    told: ['removed user u2', 'removed membership o1/u2', 'removed roleAssignment o1/r2/u2'],
  },
  {
    ...{ hole: { in: 'organizations' }, hides: 'organizations, and what is in them' },
    ...{ lacks: [['organizations', 'o1']], unsure: 7 },
    also: [['member', 'o2', 'u3']],
    told: ['removed membership o2/u3'],
  },
  {
    ...{ hole: { in: 'members', of: 'o1', rows: 1 }, hides: 'members of one organization, and their roles' },
    ...{ lacks: [['member', 'o1', 'u1']], unsure: 2 },
    also: [['member', 'o2', 'u3']],
    told: ['removed membership o2/u3'],
  },
  {
    ...{ hole: { in: 'organizationRoles' }, hides: 'organization roles, and what is held through them' },
    // the role, who holds it, and the roles of an application and of an invitation
    ...{ lacks: [['organizationRoles', 'r1']], unsure: 4 },
    also: [['held', 'o1', 'u2']],
    told: ['removed roleAssignment o1/r2/u2'],
  },
  {
    ...{ hole: { in: 'globalRoles' }, hides: 'global roles, and what is held through them' },
    ...{ lacks: [['globalRoles', 'g1']], unsure: 3 },
    also: [['roleUser', 'g2', 'u3']],
    told: ['removed globalRoleUser g2/u3'],
  },
  {
    ...{ hole: { in: 'roleUsers', of: 'g1' }, hides: 'users who hold one role' },
    ...{ lacks: [['roleUser', 'g1', 'u1']], unsure: 1 },
    also: [['roleUser', 'g2', 'u3']],
    told: ['removed globalRoleUser g2/u3'],
  },
  {
    ...{ hole: { in: 'roleApplications', of: 'g1' }, hides: 'applications that hold one role' },
    ...{ lacks: [['roleApplication', 'g1', 'a1']], unsure: 1 },
    also: [['roleApplication', 'g2', 'a2']],
    told: ['removed globalRoleApplication g2/a2'],
  },
  {
    ...{ hole: { in: 'applications' }, hides: 'applications, and what names them' },
    ...{ lacks: [['applications', 'a1']], unsure: 3 },
    also: [['roleApplication', 'g2', 'a2']],
    told: ['removed globalRoleApplication g2/a2'],
  },
  {
    ...{ hole: { in: 'applicationOrganizations', of: 'a1' }, hides: 'where one application is' },
    ...{ lacks: [['applicationMember', 'o1', 'a1']], unsure: 1 },
    also: [['applicationMember', 'o2', 'a2']],
    told: ['removed applicationMembership o2/a2'],
  },
  {
    ...{ hole: { in: 'invitations', rows: 1 }, hides: 'invitations' },
    ...{ lacks: [['invitations', 'i1']], unsure: 1 },
    also: [['users', 'u3']],
    told: ['removed user u3', 'removed membership o2/u3', 'removed globalRoleUser g2/u3'],
  },
  {
    ...{ hole: { in: 'scopes' }, hides: 'permissions, and that roles have them' },
    ...{ lacks: [['scopes', 's1']], unsure: 3 },
  },
  {
    ...{ hole: { in: 'resources' }, hides: 'permissions of an API, and that roles have them' },
    ...{ lacks: [['scopes', 's2']], unsure: 2 },
  },
  {
    ...{ hole: { in: 'roleScopes', of: 'g1' }, hides: 'permissions of one global role' },
    ...{ lacks: [['roleScope', 'g1', 's1']], unsure: 1 },
    also: [['roleScope', 'g2', 's2']],
    told: ['changed globalRole g2'],
  },
];

const otherWay = (line: string): string =>
  line.replace(/^(removed|added)/, (kind) => (kind === 'removed' ? 'added' : 'removed'));

describe('A comparison with an incomplete snapshot', function () {
  for (const { hole, hides, lacks, unsure, also = [], told: expected = [] } of RULES)
    it(`takes a hole in ${hole.in}${hole.of === undefined ? '' : ` of ${hole.of}`} to hide ${hides}`, async () => {
      const [there, back] = await compared(TENANT, without(TENANT, [...lacks, ...also]), [hole]);
      assert.deepEqual(told(there), expected);
      assert.deepEqual(told(back), expected.map(otherWay));
      assert.deepEqual([there.unsure, back.unsure], [unsure, unsure]);
    });

  it('tells what a whole snapshot lacks, every time', async () => {
    for (const { lacks } of RULES) {
      const [there] = await compared(TENANT, without(TENANT, lacks), []);
      assert.notDeepEqual(told(there), []);
      assert.equal(there.unsure, 0);
    }
  });

  it('takes a hole in the one snapshot to hide nothing that the other lacks', async () => {
    const [, back] = await compared(without(TENANT, [['users', 'u2']]), TENANT, [{ in: 'users' }]);
    assert.deepEqual(told(back), [
      'removed user u2',
      'removed membership o1/u2',
      'removed roleAssignment o1/r2/u2',
    ]);
  });

  it('is not of two that are the same, unless it is of one with itself', () =>
    withFolder((folder) => {
      const files = ['whole', 'whole again', 'lacking', 'lacking again'].map((id) => {
        const file = join(folder, `${id}.snapshot`);
        const holes = [{ in: 'members', of: 'o1', rows: 1, reason: 'Logto failed.' }] as const;
        writeSnapshot(file, TENANT, { id, ...(id.startsWith('lacking') && { holes }) });
        return file;
      });
      const [whole = '', wholeAgain = '', lacking = '', lackingAgain = ''] = files;
      const same = (before: string, after: string): boolean => {
        const comparison = compareFiles({ before, after });
        assert.deepEqual([told(comparison), comparison.unsure], [[], 0]);
        return isSame(comparison);
      };
      assert.deepEqual([same(whole, wholeAgain), same(lacking, lacking)], [true, true]);
      assert.deepEqual([same(whole, lacking), same(lacking, whole)], [false, false]);
      assert.equal(same(lacking, lackingAgain), false);
    }));

  it('tells what changed beside a field that cannot be judged', async () => {
    const lacking = without(TENANT, [['roleScope', 'g1', 's1']]);
    const renamed = {
      ...lacking,
      globalRoles: lacking.globalRoles!.map((role) => ({ ...role, name: `${role.name}!` })),
    };
    const [there] = await compared(TENANT, renamed, [{ in: 'roleScopes', of: 'g1' }]);
    assert.deepEqual(
      there.changes.map(({ fields }) => fields.map(({ field }) => field)),
      [['name'], ['name']],
    );
    assert.equal(there.unsure, 1);
  });

  it('tells all that a role held that is new or gone, whatever the other snapshot lacks', async () => {
    const lacking = without(TENANT, [['organizationRoles', 'r1']]);
    for (const { changes } of await compared(TENANT, lacking, [{ in: 'scopes' }]))
      assert.deepEqual(
        changes.find(({ subject }) => subject === 'organizationRole')?.fields.map(({ field }) => field),
        ['name', 'permissions'],
      );
  });

  describe('of whom a role touches', () => {
    // who holds r1 and g1 gains s2; u1 and a1 hold both
    const more: Rows = {
      ...TENANT,
      organizationRoles: [organizationRole('r1', { scopeIds: ['s1', 's2'] }), organizationRole('r2')],
      globalRoles: [
        globalRole('g1', { userIds: ['u1'], applicationIds: ['a1'], scopeIds: ['s1', 's2'] }),
        globalRole('g2', { userIds: ['u3'], applicationIds: ['a2'], scopeIds: ['s2'] }),
      ],
    };
    const EXACT = 'by 1 person and 1 application';
    const cases: readonly [hole: Place, lacks: readonly Part[], ofR1: string, ofG1: string][] = [
      [{ in: 'members', of: 'o1' }, [['member', 'o1', 'u1']], 'by at least 1 application', EXACT],
      [{ in: 'members', of: 'o2' }, [], 'by at least 1 person and 1 application', EXACT],
      [{ in: 'users' }, [['users', 'u1']], 'by at least 1 application', 'by at least 1 application'],
      [
        { in: 'organizations' },
        [['organizations', 'o1']],
        'by an unknown number of people and applications',
        EXACT,
      ],
      [{ in: 'applications' }, [['applications', 'a1']], 'by at least 1 person', 'by at least 1 person'],
      [
        { in: 'applicationOrganizations', of: 'a1' },
        [['applicationMember', 'o1', 'a1']],
        'by at least 1 person',
        EXACT,
      ],
      [{ in: 'roleUsers', of: 'g1' }, [['roleUser', 'g1', 'u1']], EXACT, 'by at least 1 application'],
      [
        { in: 'roleApplications', of: 'g1' },
        [['roleApplication', 'g1', 'a1']],
        EXACT,
        'by at least 1 person',
      ],
      [{ in: 'invitations' }, [['invitations', 'i1']], EXACT, EXACT],
    ];
    for (const [hole, lacks, ofR1, ofG1] of cases)
      it(`counts who is certain where ${hole.in}${hole.of === undefined ? '' : ` of ${hole.of}`} are missing`, async () => {
        const [there, back] = await compared(more, without(TENANT, lacks), [hole]);
        const expected = [ofR1, ofG1];
        assert.deepEqual(
          touched(there),
          expected.map((who) => `lost ${who}`),
        );
        assert.deepEqual(
          touched(back),
          expected.map((who) => `gained ${who}`),
        );
      });

    it('counts nobody who may have had it by a role that is missing', async () => {
      const unknown = 'an unknown number of people and applications';
      for (const [hole, expected] of [
        [{ in: 'organizationRoles', of: 'r9' }, [`by ${unknown}`, EXACT]],
        [{ in: 'globalRoles', of: 'g9' }, [EXACT, `by ${unknown}`]],
        [{ in: 'roleUsers', of: 'g2' }, [EXACT, `by ${unknown}`]],
        [{ in: 'roleScopes', of: 'g3' }, [EXACT, `by ${unknown}`]],
      ] as const) {
        const [there, back] = await compared(more, TENANT, [hole]);
        assert.deepEqual(
          touched(there),
          expected.map((who) => `lost ${who}`),
          hole.of,
        );
        assert.deepEqual(
          touched(back),
          expected.map((who) => `gained ${who}`),
          hole.of,
        );
        const [gained] = await compared(TENANT, more, [hole]); // what gives it now hides nothing that gave it before
        assert.deepEqual(
          touched(gained).filter((who) => who.includes('unknown')),
          [],
        );
      }
    });
  });

  it('calls nothing a change that only a hole made, whatever is in the tenant and whatever is missing', () =>
    fc.assert(
      fc.asyncProperty(withAnyHoles, async ({ whole, lacking, holes }) => {
        for (const comparison of await compared(whole, lacking, holes))
          assert.deepEqual(told(comparison), []);
      }),
      { numRuns: 60 },
    ));
});
