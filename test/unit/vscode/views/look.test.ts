import assert from 'node:assert/strict';
import { PLAIN, type Filter } from '../../../../src/access/nodes/look.ts';
import { LookStore } from '../../../../src/vscode/views/lookStore.ts';
import { Toggled } from '../../../../src/vscode/views/toggled.ts';
import { MemoryMemento } from '../../credentials/support/memory.ts';

describe('How the Access view is arranged', () => {
  it('is by name and not grouped at first', () => {
    assert.deepEqual(new LookStore(new MemoryMemento()).get(), PLAIN);
  });

  it('is remembered list by list, and a filter is not', async () => {
    const memento = new MemoryMemento();
    const look = new LookStore(memento);
    let told = 0;
    look.onDidChange(() => told++);
    await look.arrange({ users: { order: 'newest', groupBy: 'status' } });
    await look.arrange({ organizations: { order: 'newest', groupBy: 'nothing' } });
    look.filter({ text: 'ada', people: [], roleNames: [] });
    assert.equal(look.get().filter?.text, 'ada');
    assert.equal(told, 3);
    assert.deepEqual(new LookStore(memento).get(), {
      ...PLAIN,
      users: { order: 'newest', groupBy: 'status' },
      organizations: { order: 'newest', groupBy: 'nothing' },
    });
  });

  it('is narrowed by the filter that was asked for last, whichever is ready first', async () => {
    const look = new LookStore(new MemoryMemento());
    const filter = (text: string): Filter => ({ text, people: [], roleNames: [] });
    const [slow, quick] = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()];
    const both = [
      look.filterWhen(slow.promise, filter('slow')),
      look.filterWhen(quick.promise, filter('quick')),
    ];
    assert.equal(look.get().filter, undefined);
    for (const { resolve } of [quick, slow]) resolve(undefined);
    await Promise.all(both);
    assert.equal(look.get().filter?.text, 'quick');
    const late = look.filterWhen(Promise.resolve(), filter('late'));
    look.filter(undefined);
    await late;
    assert.equal(look.get().filter, undefined);
  });

  it('is the usual where what was remembered is not understood', async () => {
    const memento = new MemoryMemento();
    await memento.update('arrangements', { users: { order: 'tallest' }, members: 1 });
    assert.deepEqual(new LookStore(memento).get(), PLAIN);
    await memento.update('arrangements', 'x');
    assert.deepEqual(new LookStore(memento).get(), PLAIN);
  });
});

describe('Lines that were expanded or collapsed', () => {
  it('are remembered by the next session, the last 300 of them', () => {
    const memento = new MemoryMemento();
    const toggled = new Toggled(memento);
    for (let i = 0; i <= 300; i++) toggled.set(`line ${i}`, true);
    toggled.set('line 7', false);
    toggled.set('line 1', true);
    const next = new Toggled(memento);
    assert.deepEqual(
      ['line 0', 'line 1', 'line 7', 'line 300'].map((id) => next.has(id)),
      [false, true, false, true],
    );
  });

  it('are none where what was remembered is not understood', async () => {
    const memento = new MemoryMemento();
    await memento.update('toggledLines', { a: 1 });
    assert.equal(new Toggled(memento).has('a'), false);
  });
});
