import assert from 'node:assert/strict';
import type { Thresholds } from '../../../src/findings/thresholds.ts';
import type { Hole } from '../../../src/snapshot/model.ts';
import { organization, user, type Rows } from '../snapshot/support/rows.ts';
import { noticesIn, seenBy } from './support/judged.ts';

const NOBODY_JOINS = { emailDomain: [], role: [], ssoConnector: [] };

/** Members of Acme, which nobody joins by themselves, each with an e-mail of one of these domains, or none. */
function members(...domains: readonly (string | null)[]): Rows {
  const users = domains.map((domain, i) =>
    user(`u${i}`, { email: domain === null ? null : `p${i}@${domain}` }),
  );
  return {
    users,
    organizations: [organization('o1', { name: 'Acme' })],
    members: { o1: Object.fromEntries(users.map(({ id }) => [id, []])) },
    justInTime: { o1: NOBODY_JOINS },
  };
}

const times = (n: number, domain: string): string[] => Array.from({ length: n }, () => domain);
const FOUR_AND_ONE = members(...times(4, 'acme.example'), 'home.example');

interface How {
  readonly thresholds?: Partial<Thresholds>;
  readonly holes?: readonly Hole[];
}

/** Who has an unusual domain, and what is usual. */
async function strangers(rows: Rows, { thresholds = {}, holes = [] }: How = {}): Promise<string[]> {
  const seen = await seenBy('unusual-email-domain', rows, { thresholds, info: { holes } });
  return seen.map((saw) => saw.replace(' in Acme has an e-mail of', '').replace('; usual there', ''));
}

describe('An e-mail is outside the usual domains of an organization', () => {
  it('only where enough members have an e-mail', async () => {
    assert.deepEqual(await strangers(FOUR_AND_ONE), ['u4 home.example: acme.example']);
    assert.deepEqual(await strangers(FOUR_AND_ONE, { thresholds: { usualDomainMembers: 6 } }), []);
    const four = members(...times(3, 'acme.example'), 'home.example', null);
    assert.deepEqual(await strangers(four), [], 'who has no e-mail does not count');
  });

  it('where more than half have a usual one, of which there may be several, the most frequent first', async () => {
    const two = members(...times(3, 'b.example'), ...times(3, 'a.example'), 'home.example');
    assert.deepEqual(await strangers(two), ['u6 home.example: a.example, b.example']);
    const half = members(...times(3, 'a.example'), 'b.example', 'c.example', 'd.example');
    assert.deepEqual(await strangers(half), [], 'where as many have some address or other, none is unusual');
    assert.deepEqual(await strangers(members(...times(5, 'acme.example'))), []);
  });

  it('whose letters may be large or small, in any alphabet', async () => {
    const one = members(
      ...times(3, 'münchen.example'),
      'MÜNCHEN.example',
      'München.Example',
      'munchen.example',
    );
    assert.deepEqual(await strangers(one), ['u5 munchen.example: münchen.example']);
  });

  it('by a share of the members that can be changed', async () => {
    assert.deepEqual(await strangers(FOUR_AND_ONE, { thresholds: { usualDomainPercent: 20 } }), []);
    assert.deepEqual(await strangers(FOUR_AND_ONE, { thresholds: { usualDomainPercent: 80 } }), [
      'u4 home.example: acme.example',
    ]);
    assert.deepEqual(await strangers(FOUR_AND_ONE, { thresholds: { usualDomainPercent: 81 } }), []);
  });

  it('unless a just-in-time rule lets that domain in, however it is written', async () => {
    const rules = (emailDomain: readonly string[]): Rows => ({
      ...FOUR_AND_ONE,
      justInTime: { o1: { ...NOBODY_JOINS, emailDomain } },
    });
    assert.deepEqual(await strangers(rules(['HOME.example'])), []);
    assert.deepEqual(await strangers(rules(['b.example'])), ['u4 home.example: acme.example, b.example']);
  });

  it('never where just-in-time rules could not be read, since they may let that domain in, and that is told', async () => {
    const holes = [{ in: 'justInTime', of: 'o1', reason: 'It was broken.' }] as const;
    const unread = { ...FOUR_AND_ONE, justInTime: { o2: NOBODY_JOINS } };
    assert.deepEqual(await strangers(unread, { holes }), []);
    const many = [{ in: 'justInTime', rows: 70, reason: 'It was broken.' }] as const;
    assert.deepEqual(await strangers(unread, { holes: many }), []);
    assert.deepEqual(await noticesIn(unread, { info: { holes } }), [
      'Not judged of 1 organization: E-mail outside the usual domains of an organization (unusual-email-domain), since its just-in-time rules could not be read',
    ]);
  });

  it('also where nobody asked for just-in-time rules, and says that these are not known', async () => {
    const { justInTime, ...unasked } = FOUR_AND_ONE;
    assert.ok(justInTime);
    assert.deepEqual(await strangers(unasked), [
      'u4 home.example: acme.example; which domains just-in-time rules let in is not known',
    ]);
    assert.deepEqual(await noticesIn(unasked), []);
  });

  it('never where members are missing, since they may make another domain usual', async () => {
    const hole = { in: 'members', of: 'o1', reason: 'It was broken.' } as const;
    assert.deepEqual(await strangers(FOUR_AND_ONE, { holes: [hole] }), []);
    assert.deepEqual(await strangers(FOUR_AND_ONE, { holes: [{ ...hole, of: 'o2' }] }), [
      'u4 home.example: acme.example',
    ]);
  });
});
