import assert from 'node:assert/strict';
import { LastFailures } from '../../../../src/vscode/syncs/lastFailures.ts';
import { MemoryMemento } from '../../credentials/support/memory.ts';

const NO_ANSWER = { message: 'No answer.', at: 1 };
const REFUSED = { message: 'Refused.', at: 2 };

describe('The failure of the last sync', () => {
  it('is remembered for each tenant, also by the next session', async () => {
    const memento = new MemoryMemento();
    await new LastFailures(memento).set('one', NO_ANSWER);
    await new LastFailures(memento).set('other', REFUSED);
    const later = new LastFailures(memento);
    assert.deepEqual(
      [later.get('one'), later.get('other'), later.get('third')],
      [NO_ANSWER, REFUSED, undefined],
    );
  });

  it('is forgotten when a sync goes well', async () => {
    const failures = new LastFailures(new MemoryMemento());
    await failures.set('one', NO_ANSWER);
    await failures.set('one', undefined);
    assert.equal(failures.get('one'), undefined);
  });

  it('is none where what was kept is not understood', async () => {
    const memento = new MemoryMemento();
    await memento.update('failedSyncs', { one: 7 });
    assert.equal(new LastFailures(memento).get('one'), undefined);
  });
});
