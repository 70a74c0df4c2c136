import assert from 'node:assert/strict';
import { Catalogue } from '../../../../src/snapshot/store/catalogue.ts';
import { Accepted } from '../../../../src/vscode/snapshots/accepted.ts';
import type { Services } from '../../../../src/vscode/services.ts';
import { newestAccepted, showChosen } from '../../../../src/vscode/snapshots/shownSnapshot.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { MemoryMemento } from '../../credentials/support/memory.ts';
import { writeSnapshot } from '../../snapshot/support/rows.ts';

const VANISHED = { since: 'a', users: 900, organizations: 0, memberships: 0 };

interface Parts {
  readonly catalogue: Catalogue;
  readonly accepted: Accepted;
}

function accept({ catalogue, accepted }: Parts, id: string): void {
  accepted.accept(catalogue.list('acme').find(({ info }) => info.id === id)!.info);
}

/** Runs a test with three snapshots of a tenant; most of the one before is gone in the two newer ones. */
function withVanished(test: (parts: Parts) => void): Promise<void> {
  return withFolder((root) => {
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
    test({ catalogue, accepted: new Accepted(catalogue, new MemoryMemento()) });
  });
}

describe('A snapshot in which most of the one before is gone', () => {
  it('is not the one that is shown, though it is the newest', () =>
    withVanished((parts) => {
      assert.equal(newestAccepted(parts, 'acme')?.info.id, 'a');
      assert.equal(parts.catalogue.newest('acme')?.info.id, 'c');
    }));

  it('is shown once it was accepted, and another one still is not', () =>
    withVanished((parts) => {
      accept(parts, 'b');
      assert.equal(newestAccepted(parts, 'acme')?.info.id, 'b');
      accept(parts, 'c');
      assert.equal(newestAccepted(parts, 'acme')?.info.id, 'c');
    }));

  it('waits for nobody any more in another session, once it was accepted', () =>
    withVanished((parts) => {
      accept(parts, 'c');
      const { info } = parts.catalogue.newest('acme')!;
      assert.ok(new Accepted(parts.catalogue, new MemoryMemento()).has(info));
    }));

  it('is noted once it is chosen, also where an earlier version remembers that it was accepted', () =>
    withVanished(({ catalogue }) => {
      const memento = new MemoryMemento();
      void memento.update('acceptedSnapshots', ['c']);
      const accepted = new Accepted(catalogue, memento);
      const { info } = catalogue.newest('acme')!;
      assert.ok(accepted.has(info));
      const shown = { value: new Map(), set: () => undefined };
      showChosen({ catalogue, accepted, shown } as unknown as Services, info);
      assert.equal(catalogue.newest('acme')?.facts.accepted, true);
    }));

  it('is shown where there is nothing else to show', () =>
    withFolder((root) => {
      const catalogue = new Catalogue(root);
      writeSnapshot(catalogue.fileFor('acme', 1), {}, { id: 'b', tenantId: 'acme', vanished: VANISHED });
      const accepted = new Accepted(catalogue, new MemoryMemento());
      assert.equal(newestAccepted({ catalogue, accepted }, 'acme')?.info.id, 'b');
      assert.equal(newestAccepted({ catalogue, accepted }, 'nobody'), undefined);
    }));
});
