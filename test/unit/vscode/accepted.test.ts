import assert from 'node:assert/strict';
import { Catalogue } from '../../../src/snapshot/catalogue.ts';
import { Accepted } from '../../../src/vscode/accepted.ts';
import { newestAccepted } from '../../../src/vscode/shownSnapshot.ts';
import { withFolder } from '../../support/snapshots.ts';
import { MemoryMemento } from '../credentials/support/memory.ts';
import { writeSnapshot } from '../snapshot/support/rows.ts';

const VANISHED = { since: 'a', users: 900, organizations: 0, memberships: 0 };

/** Runs a test with three snapshots of a tenant; most of the one before is gone in the two newer ones. */
function withVanished(
  test: (parts: { catalogue: Catalogue; accepted: Accepted }) => Promise<void>,
): Promise<void> {
  return withFolder(async (root) => {
    const catalogue = new Catalogue(root);
    for (const [startedAt, id] of ['a', 'b', 'c'].entries())
      writeSnapshot(
        catalogue.fileFor('acme', startedAt),
        {},
        {
          ...{ id, tenantId: 'acme', startedAt },
          ...(id !== 'a' && { vanished: VANISHED }),
        },
      );
    await test({ catalogue, accepted: new Accepted(new MemoryMemento()) });
  });
}

describe('A snapshot in which most of the one before is gone', () => {
  it('is not the one that is shown, though it is the newest', () =>
    withVanished(async (parts) => {
      assert.equal(newestAccepted(parts, 'acme')?.info.id, 'a');
      assert.equal(parts.catalogue.newest('acme')?.info.id, 'c');
      await Promise.resolve();
    }));

  it('is shown once it was accepted, and another one still is not', () =>
    withVanished(async (parts) => {
      await parts.accepted.accept('b');
      assert.equal(newestAccepted(parts, 'acme')?.info.id, 'b');
      await parts.accepted.accept('c');
      assert.equal(newestAccepted(parts, 'acme')?.info.id, 'c');
    }));

  it('is shown where there is nothing else to show', () =>
    withFolder((root) => {
      const catalogue = new Catalogue(root);
      writeSnapshot(catalogue.fileFor('acme', 1), {}, { id: 'b', tenantId: 'acme', vanished: VANISHED });
      const accepted = new Accepted(new MemoryMemento());
      assert.equal(newestAccepted({ catalogue, accepted }, 'acme')?.info.id, 'b');
      assert.equal(newestAccepted({ catalogue, accepted }, 'nobody'), undefined);
    }));
});
