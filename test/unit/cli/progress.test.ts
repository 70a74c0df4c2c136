import assert from 'node:assert/strict';
import sinon from 'sinon';
import { exportLine, ProgressTeller, syncLine } from '../../../src/cli/progress.ts';
import type { SyncProgress } from '../../../src/sync/source.ts';

const progress = (users: number, organizations = 0): SyncProgress => ({
  users: { done: users, total: 4 },
  organizations: { done: organizations, total: organizations },
  members: { done: 0, total: 0 },
  requests: 1,
  waits: false,
});

describe('Progress on the command line', () => {
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => (clock = sinon.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ['Date'] })));
  afterEach(() => clock.restore());

  /** A teller, and what it has written so far. */
  function start(isTTY: boolean): { teller: ProgressTeller; written: () => string } {
    const parts: string[] = [];
    const write = (text: string | Uint8Array): boolean => parts.push(String(text)) > 0;
    return { teller: new ProgressTeller({ isTTY, write }), written: () => parts.join('') };
  }

  it('rewrites one line on a terminal, and ends it only at the end', () => {
    const { teller, written } = start(true);
    teller.tell(syncLine(progress(2)));
    teller.tell(syncLine(progress(4)));
    assert.ok(!written().includes('\n'), 'no organization of none is not the end');
    teller.tell(syncLine(progress(4, 3)));
    assert.ok(!written().includes('\n'));
    teller.end();
    assert.deepEqual(written().split('\r\u001b[K'), [
      '',
      'users 2/4',
      'users 4/4',
      'users 4/4 · organizations 3/3\n',
    ]);
  });

  it('writes a line every two seconds elsewhere, and the last state at the end', () => {
    const { teller, written } = start(false);
    for (const users of [0, 1, 2, 3]) {
      teller.tell(syncLine(progress(users)));
      clock.tick(1000);
    }
    teller.tell(syncLine(progress(3, 3)));
    teller.tell(syncLine(progress(4, 3)));
    teller.end();
    assert.deepEqual(written().split('\n'), [
      'users 0/4',
      'users 2/4',
      'users 3/4 · organizations 3/3',
      'users 4/4 · organizations 3/3',
      '',
    ]);
  });

  for (const isTTY of [true, false])
    it(`says nothing twice ${isTTY ? 'on a terminal' : 'elsewhere'}`, () => {
      const { teller, written } = start(isTTY);
      for (let times = 0; times < 3; times++) {
        teller.tell(syncLine(progress(4, 3)));
        clock.tick(5000);
      }
      teller.end();
      assert.equal(written().match(/users/g)?.length, 1);
    });

  it('says only how much was read where it is not known of how much, and nothing of what there is none of', () => {
    const line = (parts: Partial<SyncProgress>): string => syncLine({ ...progress(2), ...parts });
    assert.equal(line({ users: { done: 100, total: 0 } }), 'users 100');
    assert.equal(
      line({ users: { done: 600, total: 600 }, members: { done: 720, total: 712 } }),
      'users 600/600 · members 720',
    );
  });

  it('says that the server is waited for', () => {
    assert.equal(syncLine({ ...progress(2), waits: true }), 'users 2/4 · waiting for the server …');
    const nothing = { users: { done: 0, total: 0 }, waits: true };
    assert.equal(syncLine({ ...progress(2), ...nothing }), 'waiting for the server …');
  });

  it('says how far an export is, and never that it is done before it is', () => {
    assert.equal(exportLine({ done: 0, total: 3 }), 'exported 0 %');
    assert.equal(exportLine({ done: 1999, total: 2000 }), 'exported 99 %');
    assert.equal(exportLine({ done: 0, total: 0 }), 'exported 0 %');
  });

  it('says nothing where nothing was read', () => {
    const { teller, written } = start(true);
    teller.end();
    assert.equal(written(), '');
  });
});
