import assert from 'node:assert/strict';
import { MALLORY, RUN1, RUN2, type Run } from './support/acme.ts';
import { exported, objectsIn, parse, readFixture, type Document } from './support/document.ts';

/** The document that C1's own tools have read, where it can be expected of a snapshot. */
function expected({ fixture }: Run): Document {
  const document = parse(readFixture(fixture));
  for (const object of objectsIn(document)) {
    Reflect.deleteProperty(object, '$schema'); // its address is not published
    // The example leaves out Mallory's other identifier, against its own rule (and Ada's row).
    if (object.login === MALLORY.username) object.loginAliases = [MALLORY.email];
  }
  // The example of the second day adds its new grant at the end, against its own rule that grants are sorted by id.
  document.grants.sort((a, b) => (a.id < b.id ? -1 : 1));
  return document;
}

describe('The C1 snapshot JSON of the example tenant', () => {
  it('is the example that C1 has read', async () => {
    const { document } = await exported(RUN1.tenant, RUN1.sync);
    assert.deepEqual(document, expected(RUN1));
  });

  it('is the example of the next day after the changes of that day', async () => {
    const { document } = await exported(RUN2.tenant, RUN2.sync);
    assert.deepEqual(document, expected(RUN2));
  });

  it('says how many rows it has', async () => {
    const { counts } = await exported(RUN1.tenant, RUN1.sync);
    assert.deepEqual(counts, { users: 3, resources: 1, entitlements: 3, grants: 5 });
  });

  it('differs between two syncs of an unchanged tenant only in the sync', async () => {
    const [before, after] = [await exported(RUN1.tenant, RUN1.sync), await exported(RUN1.tenant, RUN2.sync)];
    assert.notDeepEqual(after.document.snapshot.sync, before.document.snapshot.sync);
    delete before.document.snapshot.sync;
    delete after.document.snapshot.sync;
    assert.deepEqual(after.document, before.document);
  });
});
