import assert from 'node:assert/strict';
import { join } from 'node:path';
import { splitTenantLines } from '../../../src/access/text/split.ts';
import { memberLines, organizationLines, tenantLines } from '../../../src/access/text/tenant.ts';
import { SEVERITIES } from '../../../src/findings/model.ts';
import { ruleOf, RULES } from '../../../src/findings/rules.ts';
import { DEFAULT_SETTINGS } from '../../../src/findings/thresholds.ts';
import {
  locateFindings,
  type LocatedFindings,
  type LocateFindingsJob,
} from '../../../src/jobs/locateFindings.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { withFolder, withSnapshot } from '../../support/snapshots.ts';
import { EXAMPLES } from '../findings/support/examples.ts';
import { daysAgo, NOW } from '../findings/support/judged.ts';
import {
  invitation,
  organization,
  organizationRole,
  scope,
  user,
  writeSnapshot,
  type Rows,
} from '../snapshot/support/rows.ts';

type Lines = (snapshot: Snapshot) => Iterable<string>;

interface Located extends Omit<LocatedFindings, 'located'> {
  readonly lines: readonly string[];
  readonly rules: readonly string[];
}

/** The findings of a document, and the lines at which they stand. */
function locatedIn(
  rows: Rows,
  document: Lines,
  wanted: Pick<LocateFindingsJob, 'naming' | 'limit'>,
  rule?: string,
): Promise<Located> {
  return withFolder(async (folder) => {
    const file = join(folder, 'a.snapshot');
    writeSnapshot(file, rows, { endedAt: NOW });
    const lines = await withSnapshot(file, (snapshot) => [...document(snapshot)]);
    const off = RULES.flatMap(({ id }) => (rule === undefined || id === rule ? [] : [id]));
    const how = { settings: { ...DEFAULT_SETTINGS, off }, suppressions: [], today: '2026-06-01' };
    const { located, total } = locateFindings({ file, ...how, text: lines.join('\n'), ...wanted });
    return {
      total,
      rules: located.map(({ finding }) => finding.rule),
      lines: located.map(({ line, start, end }) => {
        const text = lines[line] ?? '';
        assert.equal(text.slice(start, end), text.trim());
        return text;
      }),
    };
  });
}

/** The lines of a document at which the findings of a rule stand. */
async function linesOf(rule: string, rows: Rows, document: Lines = tenantLines): Promise<readonly string[]> {
  return (await locatedIn(rows, document, { limit: 1000 }, rule)).lines;
}

const ACME = ['organization Acme [o1]'];
const INVITED = ['  invitation eve@acme.example pending: no role [i1]'];

/** Where the findings of the first example of each rule stand in the text of its tenant. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  // in the whole tenant, and in Acme
  'suspended-with-roles': ['  user Ada [u1] suspended', '  member Ada: admin [u1] suspended'],
  'dormant-with-roles': ['  member Ada: admin [u1]'],
  'member-without-role': ['  member Bob: no role [u2]'],
  'user-without-organization': ['user Bob [u2]'],
  'no-privileged-holder': ACME,
  'single-privileged-holder': ACME,
  'empty-organization': ACME,
  'unheld-role': ['global role Support [g1]', 'organization role idle [r2]'],
  'equal-roles': ['organization role admin [r1]'],
  'role-within-role': ['organization role editor [r2]'],
  'permission-of-one-person': ['  permission read [s1]', '  permission write [s2]'],
  'expired-invitation': INVITED,
  'pending-invitation': INVITED,
  'privileged-invitation': ['  invitation eve@acme.example pending: admin [i1]'],
  'privileged-just-in-time': ACME,
  'management-api-application': ['  application Robot [a1]'],
  'unusual-email-domain': ['  member u4: admin <e@home.example> [u4]'],
  'same-email': ['user u0 <ada@acme.example> [u0]'],
  'privileged-without-mfa': ['  member Ada: admin [u1]'],
};

describe('A finding stands in the text of a tenant', () => {
  for (const { id } of RULES)
    it(`at the line of what it is about: ${id}`, async () => {
      const [example] = EXAMPLES[id] ?? [];
      assert.deepEqual(await linesOf(id, example?.rows ?? {}), LINES[id]);
    });

  it('at the line of its own invitation, where somebody was invited again', async () => {
    const again = { invitee: 'eve@acme.example', createdAt: daysAgo(9) };
    const { rows = {} } = EXAMPLES['privileged-invitation']?.[0] ?? {};
    const invitations = [
      invitation('i1', 'o1', { ...again, expiresAt: daysAgo(2), status: 'Expired', roleIds: ['r1'] }),
      invitation('i2', 'o1', { ...again, expiresAt: NOW + 1, roleIds: ['r1'] }),
    ];
    const seen = { ...rows, invitations };
    const [expired, pending] = ['expired', 'pending'].map((status, i) => [
      `  invitation eve@acme.example ${status}: admin [i${i + 1}]`,
    ]);
    assert.deepEqual(await linesOf('expired-invitation', seen), expired);
    assert.deepEqual(await linesOf('pending-invitation', seen), pending);
    assert.deepEqual(await linesOf('privileged-invitation', seen), pending);
  });

  it('at the line of the organization where only that is told of, and nowhere where nothing is', async () => {
    const rowsOf = (rule: string): Rows => EXAMPLES[rule]?.[0]?.rows ?? {};
    assert.deepEqual(await linesOf('pending-invitation', rowsOf('pending-invitation'), splitTenantLines), [
      'organization Acme [o1]: 2 members',
    ]);
    assert.deepEqual(await linesOf('dormant-with-roles', rowsOf('dormant-with-roles'), splitTenantLines), []);
  });

  it('below the organization that it is of, also where the person is in another one before', async () => {
    const { rows = {} } = EXAMPLES['member-without-role']?.[0] ?? {};
    const seen: Rows = {
      ...rows,
      organizations: [...(rows.organizations ?? []), { ...rows.organizations![0]!, id: 'o2', name: 'Zeta' }],
      members: { o1: { u1: ['r1'], u2: ['r1'] }, o2: { u1: ['r1'], u2: [] } },
    };
    assert.deepEqual(await linesOf('member-without-role', seen), ['  member Bob: no role [u2]']);
    const ofZeta = (snapshot: Snapshot): Iterable<string> => organizationLines(snapshot, 'o2');
    assert.deepEqual(await linesOf('member-without-role', seen, ofZeta), ['  member Bob: no role [u2]']);
  });
});

describe('The findings of a text', () => {
  /** Ada runs Acme alone and Zeta with Bob, who is suspended there. */
  const rows: Rows = {
    users: [user('u1', { name: 'Ada', lastSignInAt: NOW }), user('u2', { name: 'Bob', suspended: true })],
    organizations: [organization('o1', { name: 'Acme' }), organization('o2', { name: 'Zeta' })],
    members: { o1: { u1: ['r1'] }, o2: { u1: ['r1'], u2: ['r1'] } },
    organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1'] })],
    scopes: [scope('s1', { name: 'read' })],
    invitations: [invitation('i1', 'o1', { expiresAt: daysAgo(1) })],
  };

  it('are the most severe first, and all are counted where there are more than are wanted', async () => {
    const all = await locatedIn(rows, tenantLines, { limit: 1000 });
    const severities = all.rules.map((rule) => SEVERITIES.indexOf(ruleOf(rule)!.severity));
    assert.deepEqual(severities, severities.toSorted());
    assert.deepEqual([all.total, all.rules[0]], [all.rules.length, 'suspended-with-roles']);
    const first = await locatedIn(rows, tenantLines, { limit: 1 });
    assert.deepEqual(first, { total: all.total, rules: all.rules.slice(0, 1), lines: all.lines.slice(0, 1) });
  });

  it('are only those of what it tells of', async () => {
    const part: Lines = (snapshot) => memberLines(snapshot, 'o2');
    const { total, lines } = await locatedIn(rows, part, { naming: 'o2', limit: 1 });
    assert.deepEqual({ total, lines }, { total: 2, lines: ['member Bob: admin [u2] suspended'] });
    const ofAcme: Lines = (snapshot) => organizationLines(snapshot, 'o1');
    const acme = await locatedIn(rows, ofAcme, { naming: 'o1', limit: 1000 });
    assert.deepEqual(acme, {
      total: 1,
      rules: ['expired-invitation'],
      lines: ['  invitation i1@example.com pending: no role [i1]'],
    });
  });
});
