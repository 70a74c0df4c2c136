import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPrepared } from '../../../../src/access/find/strands.ts';
import { Catalogue } from '../../../../src/snapshot/store/catalogue.ts';
import { OpenSnapshots } from '../../../../src/vscode/snapshots/openSnapshots.ts';
import { prepareFilter } from '../../../../src/vscode/views/prepareFilter.ts';
import type { Services } from '../../../../src/vscode/services.ts';
import { shownSnapshots } from '../../../../src/vscode/snapshots/shownSnapshot.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { SHOP } from '../../access/support/shop.ts';
import { writeSnapshot } from '../../snapshot/support/rows.ts';

/** What features share where two files are opened: one of them is damaged. */
function withTwoFiles(folder: string): { services: Services; close: () => void } {
  const [whole, damaged] = [join(folder, 'whole.snapshot'), join(folder, 'damaged.snapshot')];
  writeSnapshot(whole, SHOP);
  writeFileSync(damaged, 'not a database');
  const tenants = { list: () => [] };
  const snapshots = new OpenSnapshots(new Catalogue(folder), tenants as unknown as Services['tenants']);
  snapshots.remember('damaged', damaged);
  snapshots.remember('whole', whole);
  const files = { list: ['damaged', 'whole'].map((id) => ({ info: { id } })) };
  return {
    services: { tenants, files, snapshots } as unknown as Services,
    close: () => snapshots.dispose(),
  };
}

describe('The snapshots that the Access view shows', () => {
  it('are filtered though one of them cannot be read', () =>
    withFolder(async (folder) => {
      const { services, close } = withTwoFiles(folder);
      const [snapshot, ...others] = shownSnapshots(services);
      assert.ok(snapshot);
      assert.equal(others.length, 0);
      await prepareFilter(services, { text: 'ada', people: [], roleNames: [] });
      assert.ok(isPrepared(snapshot));
      close();
    }));
});
