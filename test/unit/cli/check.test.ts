import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSarif } from '../../support/sarif.ts';
import { withFolder } from '../../support/snapshots.ts';
import { organization, organizationRole, user, writeSnapshot } from '../snapshot/support/rows.ts';
import { build, run, type Run } from './support.ts';

/** Checks a small snapshot, in a folder of its own. */
const check = (policy: string, args: readonly string[] = ['--policy', 'p.jsonc']): Promise<Run> =>
  withFolder((folder) => {
    const organizations = [organization('o1', { name: 'Acme' })];
    writeSnapshot(join(folder, 'a.snapshot'), {
      users: [user('u1')],
      organizations,
      members: { o1: { u1: [] } },
      organizationRoles: [organizationRole('r1', { name: 'admin' })],
    });
    writeFileSync(join(folder, 'p.jsonc'), policy);
    return run(['check', 'a.snapshot', ...args], { cwd: folder });
  });

describe('The command line', function () {
  before(build);

  it('says by its exit code whether a snapshot is as a policy wants it', async () => {
    const staff = '{ "assert": "emailDomains", "role": "admin", "domains": ["acme.example"] }';
    const holds = await check(`{ "assertions": [${staff}] } // for now`);
    assert.deepEqual([holds.code, holds.err], [0, '']);
    assert.match(holds.out, /: 1 assertion holds\n$/);
    const empty = await check('{ "assertions": [] } // nothing yet');
    assert.equal(empty.code, 2);
    assert.match(empty.out, /error: Nothing is asserted here/);
    const breached = await check('{ "assertions": [{ "assert": "requiresMfa" }] }');
    assert.equal(breached.code, 1);
    assert.match(breached.out, /\np\.jsonc:1:30: breach: Acme does not require MFA\n$/);
    const unknown = await check('{ "assertions": [{ "assert": "atLeast", "role": "x", "people": 1 }] }');
    assert.equal(unknown.code, 2);
    assert.match(unknown.out, /error: There is no role x/);
  });

  it('ends with 2 where the policy is for other tenants', async () => {
    const { code, out } = await check('{ "tenants": ["Prod"], "assertions": [{ "assert": "requiresMfa" }] }');
    assert.equal(code, 2);
    assert.match(out, /\np\.jsonc:1:14: error: This policy is for Prod, not for .+: nothing was checked\n$/);
  });

  it('reads a policy that begins with a byte order mark, as editors on Windows write it', async () => {
    const { code, out } = await check('\ufeff{ "assertions": [{ "assert": "requiresMfa" }] }');
    assert.equal(code, 1);
    assert.match(out, /\np\.jsonc:1:30: breach: Acme does not require MFA\n$/); // where an editor shows it
  });

  it('tells programs of every breach, and people of a hundred', () =>
    withFolder(async (folder) => {
      const organizations = Array.from({ length: 103 }, (_, i) => organization(`o${i}`));
      writeSnapshot(join(folder, 'a.snapshot'), { organizations });
      writeFileSync(join(folder, 'p.jsonc'), '{ "assertions": [{ "assert": "requiresMfa" }] }');
      const told = async (format: string): Promise<string> =>
        (await run(['check', 'a.snapshot', '--policy', 'p.jsonc', '--format', format], { cwd: folder })).out;
      const { verdicts } = JSON.parse(await told('json')) as { verdicts: { key: string }[] };
      assert.equal(new Set(verdicts.map(({ key }) => key)).size, 103);
      assert.equal(readSarif(await told('sarif')).runs[0]?.results.length, 103);
      assert.match(await told('text'), /: and 3 more breaches of this assertion\n$/);
    }));

  it('ends with 2 and says why where there is no policy', async () => {
    for (const [args, words] of [
      [[], /--policy is missing/],
      [['--policy', 'none.jsonc'], /There is no file none\.jsonc/],
      [['--policy', '.'], /^logto-access: \. is a folder: name a file\. See:/],
    ] as const) {
      const { code, err } = await check('{}', args);
      assert.equal(code, 2);
      assert.match(err, words);
    }
  });
});
