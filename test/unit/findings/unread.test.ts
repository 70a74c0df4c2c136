import assert from 'node:assert/strict';
import type { HoleIn, Unknown } from '../../../src/snapshot/model.ts';
import { ruleOf, RULES } from '../../../src/findings/rules.ts';
import { organization, organizationRole, scope, user, type Rows } from '../snapshot/support/rows.ts';
import { EXAMPLES } from './support/examples.ts';
import { noticesIn, seenBy } from './support/judged.ts';

const ROWS: Rows = {
  users: [user('u1'), user('u2')],
  organizations: [organization('o1'), organization('o2')],
  members: { o1: { u1: ['r1'], u2: ['r1'] } },
  organizationRoles: [organizationRole('r1', { name: 'admin', scopeIds: ['s1'] })],
  scopes: [scope('s1')],
};
const thresholds = { privilegedRoles: ['admin'] };
const hole = (list: HoleIn, of?: string) =>
  ({ in: list, ...(of !== undefined && { of }), reason: 'It was broken.' }) as const;
const noticesOf = (...holes: readonly ReturnType<typeof hole>[]): Promise<string[]> =>
  noticesIn(ROWS, { info: { justInTime: true, userDetails: 'all', holes }, thresholds }).then(withoutMfa);
const withoutMfa = (notices: string[]): string[] => notices.filter((one) => !one.includes('MFA'));
const named = (...ids: readonly string[]): string =>
  ids.map((id) => `${ruleOf(id)?.title} (${id})`).join(', ');

describe('Rules that need whole lists', () => {
  it('say that they are not judged where these could not be read, together where the reason is one', async () => {
    assert.deepEqual(await noticesOf(), []);
    assert.deepEqual(await noticesOf(hole('roleUsers', 'g1')), [
      `Not judged: ${named('permission-of-one-person', 'unheld-role')}, since some users of the global role g1 may be missing: It was broken`,
    ]);
    assert.deepEqual(await noticesOf(hole('invitations')), [], 'what was read is judged');
  });

  it('say of how many organizations not all members could be read', async () => {
    const perOrganization = named(
      ...['no-privileged-holder', 'single-privileged-holder', 'privileged-invitation'],
      ...['unusual-email-domain', 'member-without-role', 'empty-organization'],
      ...['expired-invitation', 'pending-invitation'],
    );
    const [all, some, ...others] = await noticesOf(hole('members', 'o2'));
    assert.deepEqual(others, []);
    assert.match(all ?? '', /^Not judged: .*\(user-without-organization\), .*since some members of the org/);
    assert.equal(
      some,
      `Not judged of 1 organization: ${perOrganization}, since not all of its members could be read`,
    );
    const everyones = await noticesOf(hole('members'));
    assert.ok(everyones.join().includes('(empty-organization)'));
    assert.doesNotMatch(everyones.join(), /Not judged of/);
  });

  it('say what a C1 file does not tell', async () => {
    const unknown: readonly Unknown[] = ['permissions', 'invitations', 'applications'];
    const c1 = { format: 'C1Z', syncId: 's', olderSyncs: 0, foreign: false, unknown } as const;
    const notices = withoutMfa(await noticesIn(ROWS, { info: { c1 }, thresholds }));
    assert.deepEqual(notices.slice(0, -1), [
      `Not judged: ${named('privileged-invitation', 'expired-invitation', 'pending-invitation')}, since the C1 file does not tell invitations`,
      `Not judged: ${named('management-api-application')}, since the C1 file does not tell applications, permissions`,
      `Not judged: ${named('permission-of-one-person', 'equal-roles', 'role-within-role')}, since the C1 file does not tell permissions`,
      `Not judged: ${named('empty-organization', 'unheld-role')}, since the C1 file does not tell applications`,
    ]);
    assert.match(notices.at(-1) ?? '', /privileged-just-in-time/);
  });

  it('are told together where a C1 file does not tell the same', async () => {
    const unknown: readonly Unknown[] = ['permissions', 'global roles'];
    const c1 = { format: 'C1Z', syncId: 's', olderSyncs: 0, foreign: false, unknown } as const;
    const told = (await noticesIn(ROWS, { info: { c1 }, thresholds })).join('\n');
    const together = named('permission-of-one-person', 'equal-roles', 'role-within-role');
    assert.ok(told.includes(`${together}, since the C1 file does not tell global roles, permissions`), told);
  });

  it('say so whatever list is lacking, of all that they do not see any more', async () => {
    const lists: readonly HoleIn[] = [
      ...(['users', 'organizations', 'members', 'organizationRoles', 'globalRoles'] as const),
      ...(['roleUsers', 'roleApplications', 'roleScopes', 'scopes', 'resources'] as const),
      ...(['applications', 'applicationOrganizations'] as const),
    ];
    for (const list of lists)
      for (const { id, thresholds: names } of RULES)
        for (const { rows, sees } of EXAMPLES[id] ?? []) {
          const info = { holes: [hole(list)] };
          const told = (await noticesIn(rows, { info })).join('\n');
          const isTold =
            told.includes(`(${id})`) ||
            (names?.includes('privilegedRoles') === true && told.includes('about the most privileged roles'));
          assert.ok(isTold || (await seenBy(id, rows, { info })).length === sees.length, `${id}: ${list}`);
        }
  });
});
