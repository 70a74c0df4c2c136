import assert from 'node:assert/strict';
import fc from 'fast-check';
import { whoCan } from '../../../src/access/whoCan.ts';
import { permissionsOfOnePerson } from '../../../src/snapshot/read/judging/roles.ts';
import { anyTenant } from '../access/support/tenants.ts';
import { withJudged } from './support/judged.ts';

describe('A permission that only one person has', () => {
  it('is one of which who can tells a single user who is not suspended', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(anyTenant, (rows) =>
        withJudged(rows, ({ snapshot }) => {
          const expected = rows.scopes.flatMap(({ id }) => {
            const { rows: holders } = whoCan(snapshot, { kind: 'permission', id }, { limit: 1_000_000 });
            const people = new Set(
              holders.flatMap(({ holder }) =>
                holder.kind === 'user' && !holder.user.suspended ? [holder.user.id] : [],
              ),
            );
            return people.size === 1 ? [[id, ...people]] : [];
          });
          const only = permissionsOfOnePerson(snapshot).map(({ scope, userId }) => [scope.id, userId]);
          found += only.length;
          assert.deepEqual(only.sort(), expected.sort());
        }),
      ),
      { numRuns: 100 },
    );
    assert.ok(found > 0);
  });
});
