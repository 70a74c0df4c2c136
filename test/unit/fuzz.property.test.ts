import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import type { AccessNode } from '../../src/access/nodes/node.ts';
import { rootNodes } from '../../src/access/nodes/roots.ts';
import { readTenantFacts } from '../../src/credentials/tenantFacts.ts';
import { AccessError } from '../../src/errors.ts';
import { parseSuppressions } from '../../src/findings/suppressionFile.ts';
import * as answers from '../../src/logto/answers.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { Snapshot } from '../../src/snapshot/snapshot.ts';
import {
  exportSettings,
  findingSettings,
  keepSetting,
  notifySetting,
  scheduleSetting,
  storeSetting,
  syncSettings,
} from '../../src/vscode/settings.ts';
import { syncTo, withFolder } from '../support/snapshots.ts';
import { withTenant } from '../support/tenant.ts';
import { readFixture } from './c1/support/document.ts';
import { c1zOf, databaseIn, fixture, readInto } from './c1/read/support/files.ts';

const SEED = 20_261_128;
const RECORDINGS = new URL('../fixtures/logto/recordings/', import.meta.url);

const READERS = [
  ...[
    syncSettings,
    scheduleSetting,
    keepSetting,
    notifySetting,
    exportSettings,
    storeSetting,
    findingSettings,
  ],
];

const SCHEMAS = Object.values(answers).filter((one) => typeof one === 'object');

const BODIES = readdirSync(RECORDINGS)
  .filter((name) => name.endsWith('.json') && !name.startsWith('err-'))
  .map((name) => JSON.parse(readFileSync(new URL(name, RECORDINGS), 'utf8')) as { body: unknown })
  .map(({ body }) => Buffer.from(JSON.stringify(body ?? null)))
  .filter(({ length }) => length < 50_000);

/** How bytes go wrong: some are others, some are twice there or not at all, and the rest is cut off. */
const damage = fc.record({
  which: fc.nat(1000),
  end: fc.option(fc.nat(1_000_000), { freq: 3 }),
  flips: fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(255)), { minLength: 1, maxLength: 5 }),
  again: fc.option(fc.tuple(fc.nat(1_000_000), fc.nat(60)), { freq: 3 }),
});
type Damage = typeof damage extends fc.Arbitrary<infer D> ? D : never;

/** One of the wholes, damaged; a place is a part in a million of it. */
function damaged(wholes: readonly Buffer[], { which, end, flips, again }: Damage): Buffer {
  const whole = Buffer.from(wholes[which % wholes.length] ?? []);
  const at = (part: number): number => Math.floor((part * whole.length) / 1_000_001);
  for (const [part, byte] of flips) whole[at(part)] = byte;
  const cut = whole.subarray(0, end === null ? whole.length : at(end));
  if (again === null) return cut;
  const [from, length] = [at(again[0]), again[1]];
  return Buffer.concat([cut.subarray(0, from + length), cut.subarray(from)]);
}

/** Runs it; whatever it throws must be made to be read. */
async function explains(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    assertExplained(error);
  }
}

function assertExplained(error: unknown): void {
  assert.ok(error instanceof AccessError, inspect(error));
  assert.notEqual(error.message.trim(), '');
}

/** Looks at all of a snapshot that the views show at first. */
function browse(file: string): void {
  const snapshot = Snapshot.open(file);
  try {
    for (const node of rootNodes(snapshot)) look(node, 2);
  } finally {
    snapshot.close();
  }
}

function look(node: AccessNode, depth: number): void {
  node.facts?.();
  if (depth === 0) return;
  for (const below of node.children?.({ limit: 5 }).nodes ?? []) look(below, depth - 1);
}

describe('Whatever comes, it ends well or in an error that says so', function () {
  this.timeout(120_000);

  it('of 5,000 damaged answers of Logto', () =>
    fc.assert(
      fc.asyncProperty(damage, fc.constantFrom(...SCHEMAS), (how, schema) => {
        const bytes = damaged(BODIES, how);
        const body = new Uint8Array(bytes).buffer;
        return explains(() => {
          answers.parseRows(schema, body, '/api/users');
          answers.parseAnswer(schema, body, '/api/users');
        });
      }),
      { seed: SEED, numRuns: 5000 },
    ));

  it('of 2,600 settings that are anything', () =>
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), (value) => {
        const get = (): unknown => value;
        for (const read of READERS) assert.notEqual(read(get), undefined);
      }),
      { seed: SEED, numRuns: 2600 },
    ));

  it('of 1,000 damaged files of tenants', () => {
    const tenants = [
      { name: 'A', ...CONNECTION },
      { name: 'B', ...CONNECTION, consoleUrl: 'https://a.b/console' },
    ];
    const whole = Buffer.from(JSON.stringify({ format: 'logto-access.tenants', version: 1, tenants }));
    return fc.assert(
      fc.asyncProperty(damage, (how) =>
        explains(() => readTenantFacts(damaged([whole], how).toString('utf8'))),
      ),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('of 1,000 damaged policies and suppressions', () => {
    const policy = {
      assertions: [{ assert: 'atMost', role: 'admin', people: 3 }, { assert: 'requiresMfa' }],
    };
    const suppressions = [{ finding: 'unheld-role/r1', saw: 'x', reason: 'A test', until: '2999-12-31' }];
    const whole = Buffer.from(JSON.stringify({ ...policy, suppressions }));
    return fc.assert(
      fc.asyncProperty(damage, (how) => {
        const text = damaged([whole], how).toString('utf8');
        const { errors } = parsePolicy(text);
        for (const { message } of errors) assert.notEqual(message.trim(), '');
        return explains(() => parseSuppressions(text, 'a.json'));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('of 1,000 damaged snapshots', () =>
    withTenant({ users: 12, organizations: 3 }, (_, client) =>
      withFolder(async (folder) => {
        const file = join(folder, 'a.snapshot');
        await syncTo(file, client);
        const whole = readFileSync(file);
        await fc.assert(
          fc.asyncProperty(damage, (how) => {
            writeFileSync(file, damaged([whole], how));
            return explains(() => browse(file));
          }),
          { seed: SEED, numRuns: 1000 },
        );
      }),
    ));

  it('of 400 damaged C1 files', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'given');
      const json = Buffer.from(readFixture('acme.run1.c1-snapshot.json'));
      const database = databaseIn(fixture('example/acme.run1.c1z'));
      const wholes = [json, json, readFileSync(fixture('baton-file/sync.c1z')), database];
      await fc.assert(
        fc.asyncProperty(damage, async (how) => {
          const content = damaged(wholes, how);
          writeFileSync(file, how.which % wholes.length === 3 ? c1zOf(content) : content);
          rmSync(join(folder, 'read.snapshot'), { force: true });
          const { error } = await readInto(file, folder);
          if (error !== undefined) assertExplained(error);
        }),
        { seed: SEED, numRuns: 400 },
      );
    }));
});

const CONNECTION = {
  ...{ baseUrl: 'https://acme.logto.app', tokenUrl: 'https://acme.logto.app/oidc/token' },
  ...{ resource: 'https://acme.logto.app/api', clientId: 'app' },
};
