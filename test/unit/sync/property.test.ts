import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Hole } from '../../../src/snapshot/model.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { HAPPENINGS, RestlessTenant, type Happening, type Lasting } from '../../support/restless.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

/** What befalls a single request: a refusal, or a change in the tenant just before it is answered. */
type Event =
  | { readonly kind: 'happening'; readonly request: number; readonly happening: Happening }
  | { readonly kind: '429' | '502' | 'reset'; readonly request: number };

const request = fc.nat({ max: 120 });
const happening = fc.record({ kind: fc.constantFrom(...HAPPENINGS), at: fc.nat({ max: 100_000 }) });
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: happening.chain((one) =>
      request.map((number): Event => ({ kind: 'happening', request: number, happening: one as Happening })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ kind: fc.constantFrom('429' as const, '502' as const, 'reset' as const), request })
      .map((one): Event => one),
  },
);
const story = fc.record({
  seed: fc.nat({ max: 1000 }),
  users: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 90, max: 420 })),
  organizations: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 95, max: 130 })),
  tied: fc.nat({ max: 150 }),
  broken: fc.option(fc.nat({ max: 419 }), { freq: 3 }),
  tokenSeconds: fc.constantFrom(1, 3600),
  events: fc.array(event, { maxLength: 40 }),
});

/** Makes events happen when their request comes, each once. */
function faultOf(tenant: RestlessTenant, events: readonly Event[]): Fault {
  let number = 0;
  return ({ path }, response) => {
    if (!path.startsWith('/api/')) return undefined;
    const now = events.filter((one) => one.request === number);
    number++;
    for (const one of now) if (one.kind === 'happening') tenant.happen(one.happening);
    const refusal = now.find(({ kind }) => kind !== 'happening');
    if (refusal === undefined) return undefined;
    if (refusal.kind === 'reset') response.socket?.destroy();
    else answer(response, Number(refusal.kind), {});
    return true;
  };
}

function keysOf(snapshot: Snapshot): Record<keyof Lasting, string[]> {
  return {
    users: [...all.allUsers(snapshot)].map(({ id }) => id),
    organizations: [...all.allOrganizations(snapshot)].map(({ id }) => id),
    memberships: [...all.allMemberships(snapshot)].map((one) => `${one.organizationId} ${one.userId}`),
    holders: [...all.allGlobalRoleUsers(snapshot)].map((one) => `${one.holderId} ${one.roleId}`),
  };
}

/** Whether a hole says that this may be missing. */
function isNamed(holes: readonly Hole[], part: keyof Lasting, key: string): boolean {
  const [first = '', second = ''] = key.split(' ');
  const organizationOrRole = part === 'memberships' ? first : second;
  return holes.some(
    (hole) =>
      hole.in === 'users' ||
      (hole.in === 'organizations' && part !== 'users' && part !== 'holders') ||
      (hole.in === 'globalRoles' && part === 'holders') ||
      (hole.of === organizationOrRole && (hole.in === 'members' || hole.in === 'roleUsers')),
  );
}

describe('A sync of a tenant that changes between any two requests', function () {
  this.timeout(600_000);

  it('has everything that was there all the time exactly once, or says that it is incomplete and where', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ seed, users, organizations, tied, broken, tokenSeconds, events }) => {
        const restless = new RestlessTenant(seed, users, organizations, Math.min(tied, users));
        const brokenId = broken === null ? undefined : restless.data.users.list()[broken % users]?.id;
        const happen = faultOf(restless, events);
        const breakRow = brokenRows(() => (brokenId === undefined ? [] : [brokenId]));
        const fault: Fault = (asked, response) => happen(asked, response) ?? breakRow(asked, response);
        await withTenant({ data: restless.data, tokenLifetimeSeconds: tokenSeconds, fault }, (_, client) =>
          withFolder(async (folder) => {
            const file = join(folder, 'a.snapshot');
            await syncTo(file, client);
            await withSnapshot(file, (snapshot) => assertWhole(snapshot, restless.lasting));
          }),
        );
      }),
      {
        numRuns: Number(process.env.PROPERTY_RUNS ?? 60),
        endOnFailure: process.env.PROPERTY_RUNS !== undefined,
      },
    );
  });
});

function assertWhole(snapshot: Snapshot, lasting: Lasting): void {
  const found = keysOf(snapshot);
  for (const part of Object.keys(found) as (keyof Lasting)[]) {
    const keys = new Set(found[part]);
    assert.equal(keys.size, found[part].length, `${part} are there once`);
    const missing = [...lasting[part]].filter((key) => !keys.has(key));
    const unsaid = missing.filter((key) => !isNamed(snapshot.info.holes, part, key));
    assert.deepEqual(unsaid, [], `${part} are all there or named: ${JSON.stringify(snapshot.info.holes)}`);
  }
}
