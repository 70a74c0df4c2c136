import assert from 'node:assert/strict';
import { LastFormat } from '../../../../src/vscode/exports/lastFormat.ts';
import { MemoryMemento } from '../../credentials/support/memory.ts';

describe('The form of the last export', () => {
  it('is none before the first', () => {
    assert.equal(new LastFormat(new MemoryMemento()).get(), undefined);
  });

  it('is remembered, also by the next session', async () => {
    const memento = new MemoryMemento();
    await new LastFormat(memento).set('c1-json');
    await new LastFormat(memento).set('c1z');
    assert.equal(new LastFormat(memento).get(), 'c1z');
  });

  it('is forgotten where this version does not know it', async () => {
    const memento = new MemoryMemento();
    await memento.update('exportFormat', 'c1-xml');
    assert.equal(new LastFormat(memento).get(), undefined);
  });
});
