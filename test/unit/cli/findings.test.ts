import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolder } from '../../support/snapshots.ts';
import { readSarif } from '../../support/sarif.ts';
import { organization, organizationRole, user, writeSnapshot, type Rows } from '../snapshot/support/rows.ts';
import { build, run, type Run } from './support.ts';

const FORTY_DAYS_BEFORE_IT = Date.UTC(2026, 0, 1, 0, 1) - 40 * 24 * 3600 * 1000;

const ROWS: Rows = {
  users: [
    user('u1', { name: 'Ada', suspended: true }),
    user('u2', { name: 'Bob', lastSignInAt: FORTY_DAYS_BEFORE_IT }),
  ],
  organizations: [organization('o1', { name: 'Acme' })],
  members: { o1: { u1: ['r1'], u2: ['r2'] } },
  organizationRoles: [organizationRole('r1', { name: 'admin' }), organizationRole('r2', { name: 'editor' })],
};

/** Runs `findings` on a small snapshot, in a folder of its own. */
const findings = (args: readonly string[], suppressions?: string): Promise<Run> =>
  withFolder((folder) => {
    writeSnapshot(join(folder, 'a.snapshot'), ROWS);
    if (suppressions !== undefined)
      writeFileSync(join(folder, 'logto-access.suppressions.json'), suppressions);
    return run(['findings', 'a.snapshot', ...args], { cwd: folder });
  });

/** Runs `diff` from the time before Ada was suspended, in such a folder. */
const diff = (args: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<Run> =>
  withFolder((folder) => {
    writeSnapshot(join(folder, 'before.snapshot'), { ...ROWS, users: [user('u1', { name: 'Ada' })] });
    writeSnapshot(join(folder, 'after.snapshot'), ROWS);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return run(['diff', 'before.snapshot', 'after.snapshot', ...args], { cwd: folder });
  });

describe('The command line', function () {
  before(build);

  it('tells what looks wrong since, and what a policy forbids, beside what changed', async () => {
    const policy = JSON.stringify({ assertions: [{ assert: 'atLeast', people: 1, role: 'admin' }] });
    const { code, out, err } = await diff(['--policy', 'p.jsonc'], { 'p.jsonc': policy });
    assert.deepEqual([code, err], [1, '']);
    assert.match(out, /\n {2}\+ high: Ada is suspended and still holds admin in Acme\n/);
    assert.match(
      out,
      /\nPolicy p\.jsonc: 1 of 1 assertion breached\n {2}! line 1: new: no people hold admin in Acme/,
    );
    const none = await diff(['--policy', 'none.jsonc']);
    assert.deepEqual([none.code, none.out], [2, '']);
    assert.match(none.err, /There is no file none\.jsonc/);
  });

  it('leaves out of what looks wrong since what is suppressed or off', async () => {
    const one = { finding: 'suspended-with-roles/u1/o1', reason: 'On leave.', until: '9999-12-31' };
    const suppressed = { 'logto-access.suppressions.json': JSON.stringify({ suppressions: [one] }) };
    const { out } = await diff([], suppressed);
    assert.doesNotMatch(out, /Ada is suspended/);
    const [[name, text] = ['', '']] = Object.entries(suppressed);
    assert.equal((await diff([], { [name]: `\ufeff${text}` })).out, out); // with a byte order mark
    assert.match(out, /\n {2}\? 1 more new or gone, and suppressed\n/);
    assert.doesNotMatch((await diff(['--off', 'suspended-with-roles'])).out, /Ada is suspended/);
  });

  it('tells what looks wrong in a snapshot', async () => {
    const { code, out, err } = await findings([]);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /high: Suspended.*\n {2}Ada is suspended and still holds admin in Acme\n/);
    assert.match(out, /Ada alone|\n\d findings?\n$/);
  });

  it('tells it as SARIF that is valid', async () => {
    const { out } = await findings(['--format', 'sarif']);
    const [first] = readSarif(out).runs[0]?.results ?? [];
    assert.equal(first?.ruleId, 'suspended-with-roles');
  });

  it('takes the roles that count as privileged, and leaves out rules that are off', async () => {
    const { out } = await findings(['--privileged', 'admin', '--off', 'suspended-with-roles']);
    assert.doesNotMatch(out, /suspended-with-roles/);
    assert.match(out, /Nobody in Acme holds admin/);
  });

  it('takes the numbers that rules compare with', async () => {
    const dormant = /Bob has not signed in for 40 days and holds editor in Acme/;
    const told = async (...args: readonly string[]): Promise<string> => (await findings(args)).out;
    assert.doesNotMatch(await told('--dormant-days', '40'), dormant);
    assert.match(await told('--dormant-days', '39'), dormant);
  });

  it('leaves out what the file of suppressions beside it suppresses', async () => {
    const one = { finding: 'suspended-with-roles/u1/o1', reason: 'On leave.', until: '9999-12-31' };
    const { out } = await findings([], JSON.stringify({ suppressions: [one] }));
    assert.doesNotMatch(out, /Ada is suspended/);
    assert.match(out, /\n(\d+|no) findings?, 1 suppressed\n$/);
  });

  it('ends with 2 and says why where it cannot', async () => {
    for (const [args, suppressions, words] of [
      [
        ['--dormant-days', 'many'],
        undefined,
        /--dormant-days takes a whole number from 1 to 3650, not "many"/,
      ],
      [['--never-signed-in-days', ''], undefined, /--never-signed-in-days takes .* 0 to 3650, not ""/],
      [['--usual-domain-percent', '100'], undefined, /--usual-domain-percent takes .* 1 to 99, not "100"/],
      [['--pending-invitation-days', '1e1'], undefined, /whole number from 1 to 3650, not "1e1"/],
      [['--usual-domain-members', '2.5'], undefined, /whole number from 2 to 100000, not "2\.5"/],
      [['--off', 'nonsense'], undefined, /There is no rule "nonsense"/],
      [['--suppressions', 'none.json'], undefined, /There is no file none\.json/],
      [[], '{', /logto-access\.suppressions\.json cannot be read/],
    ] as const) {
      const { code, out, err } = await findings(args, suppressions);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, words);
    }
  });
});
