import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { LogtoClient } from '../../../src/logto/client.ts';
import { isComplete } from '../../../src/snapshot/lacks/holes.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { RestlessTenant } from '../../support/restless.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { story, Teller, type Story } from '../../support/story.ts';
import { QUICK, withTenant, type Fault } from '../../support/tenant.ts';
import { unevenTenant } from '../../support/uneven.ts';
import { assertWhole } from '../../support/whole.ts';

/** So many other stories each time; without it, the same few. */
const { PROPERTY_RUNS } = process.env;
const RUNS = Number(PROPERTY_RUNS ?? 60);
const SAME = { numRuns: RUNS, seed: 20_261_124 };
const OTHERS = { numRuns: RUNS, endOnFailure: true };

/** Refusals can meet one request several times in a row. */
const PATIENT = { ...QUICK, retry: { attempts: 12, baseDelayMs: 1, maxDelayMs: 5 } };

describe('A sync of a tenant that changes between any two requests', function () {
  this.timeout(1_200_000);

  it('has everything that was there all the time exactly once, or says that it is incomplete and where', async () => {
    let falseAlarms = 0;
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        if (await isFalseAlarm(told)) falseAlarms++;
      }),
      PROPERTY_RUNS === undefined ? SAME : OTHERS,
    );
    assert.ok(falseAlarms <= RUNS / 20, `${falseAlarms} of ${RUNS} were incomplete, and nothing was missing`);
  });
});

/** Tells a story, asserts that its snapshot is right, and says whether it names a hole in vain. */
function isFalseAlarm(told: Story): Promise<boolean> {
  const restless = new RestlessTenant(unevenTenant(told));
  const breaks = brokenRows(() => brokenIds);
  const { list, at } = told.broken ?? { list: 'users', at: 0 };
  const rows = restless.data[list].list();
  const brokenIds =
    told.broken === null ? [] : rows.slice(at % rows.length, (at % rows.length) + 1).map(({ id }) => id);
  let isAlarm = false;
  return withFolder(async (folder) => {
    const file = join(folder, 'a.snapshot');
    const teller = new Teller(restless, told.events, file);
    const fault: Fault = (asked, response) => teller.fault(asked, response) ?? breaks(asked, response);
    const options = { data: restless.data, tokenLifetimeSeconds: told.tokenSeconds, fault };
    await withTenant(options, async (tenant) => {
      await teller.syncWith(async (signal) => {
        const client = new LogtoClient(tenant, tenant.clientSecret, PATIENT); // a new one, as after a kill
        await syncTo(file, client, signal, { keepsWork: true }).finally(() => client.close());
      });
      await withSnapshot(file, (snapshot) => {
        const missing = assertWhole(snapshot, restless.witness);
        isAlarm = told.broken === null && !isComplete(snapshot.info) && missing === 0;
        if (told.events.length === 0) assert.ok(!isAlarm, JSON.stringify(snapshot.info.holes));
      });
    });
    return isAlarm;
  });
}
