import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { needing } from '../../support/needing.ts';
import { withFolder } from '../../support/snapshots.ts';
import { withTenant } from '../../support/tenant.ts';
import { withUnpacked } from '../../support/unpacked.ts';
import { build, CLI, run, syncArguments } from './support.ts';

const SECRET = 'canary-4c1d-secret-that-must-not-be-found';

describe('A canary secret and a token', () => {
  before(build);

  it('are in no file, output or argument of the command line, whether it works or fails', () =>
    withFolder(async (folder) => {
      const tokens = new Set<string>();
      let refuse = false;
      await withTenant(
        {
          ...{ secret: SECRET, users: 20, organizations: 2 },
          fault: (_, response) => {
            const [, token] = /^Bearer (.+)$/.exec(response.req.headers.authorization ?? '') ?? [];
            if (token !== undefined) tokens.add(token);
            if (token === undefined || !refuse) return undefined;
            response
              .writeHead(400, { 'content-type': 'application/json' })
              .end(JSON.stringify({ code: token }));
            return true;
          },
        },
        async (tenant) => {
          const file = join(folder, 'a.snapshot');
          const works = await run(syncArguments(tenant, file), { secret: SECRET, temporary: folder });
          assert.equal(works.code, 0, works.err);
          const target = join(folder, 'a.c1z');
          const exports = await run(['export', file, '--format', 'c1z', '--out', target]);
          assert.equal(exports.code, 0, exports.err);
          const wrong = await run(syncArguments(tenant, join(folder, 'b')), { secret: `${SECRET}-2` });
          assert.equal(wrong.code, 1 + 1, wrong.err);
          refuse = true;
          const fails = await run(syncArguments(tenant, join(folder, 'c')), { secret: SECRET });
          assert.notEqual(fails.code, 0);
          assert.ok(tokens.size >= 2);
          const texts = [works, exports, wrong, fails].flatMap(({ out, err }) => [out, err]);
          const files = readdirSync(folder).map((name) => withUnpacked(readFileSync(join(folder, name))));
          for (const clue of [SECRET, ...tokens]) {
            assert.ok(!texts.join('').includes(clue), clue);
            for (const bytes of files) assert.ok(!bytes.includes(clue), clue);
          }
        },
      );
    }));

  needing('a file that tells the arguments of each process').it(
    'are no argument of any process that the command line starts',
    () =>
      withTenant({ secret: SECRET, users: 300, organizations: 4 }, (tenant) =>
        withFolder(async (folder) => {
          const env = { ...process.env, LOGTO_CLIENT_SECRET: SECRET };
          const child = execFile(
            process.execPath,
            [CLI, ...syncArguments(tenant, join(folder, 'a.snapshot'))],
            { env },
          );
          const found: string[] = [];
          while (child.exitCode === null) {
            found.push(...argumentsOfAll().filter((text) => text.includes(SECRET)));
            await sleep(20);
          }
          assert.deepEqual(found, []);
        }),
      ),
  );
});

/** The arguments of every process of this machine that may be looked at. */
function argumentsOfAll(): string[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    try {
      return [readFileSync(`/proc/${id}/cmdline`, 'utf8')];
    } catch {
      return []; // it has ended
    }
  });
}
