import { setImmediate } from 'node:timers/promises';
import { FINDABLE_KINDS, findables, type After, type FindableKind } from '../../snapshot/read/findable.ts';
import { OfFewSnapshots } from '../../snapshot/ofFewSnapshots.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { strandOf, type Strand } from './haystack.ts';

/**
 * So many things are read at once: in some 20 ms. As many lie in one string: names in Latin letters come first, so that
 * most of the strings take one byte a letter.
 */
const AT_ONCE = 1500;

type Strands = ReadonlyMap<FindableKind, readonly Strand[]>;

/**
 * What is looked through, of few snapshots: some 15 MB for 100,000 users. Looking through it takes a fifth of what SQLite
 * needs to step over as many rows, and an index in the file would make every sync wait.
 */
const KEPT = new OfFewSnapshots<Strands>();

/** Reads what things of a snapshot are found by, at once where that was not done before. */
export function strandsOf(snapshot: Snapshot): Strands {
  const kept = KEPT.get(snapshot);
  if (kept !== undefined) return kept;
  const reading = read(snapshot);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return keep(snapshot, step.value);
  }
}

const PREPARING = new WeakMap<Snapshot, Promise<void>>();

/**
 * Reads it bit by bit, so that the thread has time for others meanwhile: without it, the first search has to wait.
 * Whoever asks while it is read waits for the same.
 */
export function prepareFind(snapshot: Snapshot): Promise<void> {
  const preparing = PREPARING.get(snapshot) ?? prepare(snapshot).finally(() => PREPARING.delete(snapshot));
  PREPARING.set(snapshot, preparing);
  return preparing;
}

/** Whether a search has nothing to wait for. */
export function isPrepared(snapshot: Snapshot): boolean {
  return KEPT.has(snapshot);
}

async function prepare(snapshot: Snapshot): Promise<void> {
  if (isPrepared(snapshot)) return;
  const reading = read(snapshot);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return void keep(snapshot, step.value);
    await setImmediate();
  }
}

function keep(snapshot: Snapshot, strands: Strands): Strands {
  KEPT.set(snapshot, strands);
  return strands;
}

function* read(snapshot: Snapshot): Generator<undefined, Strands> {
  const strands = new Map<FindableKind, Strand[]>();
  for (const kind of FINDABLE_KINDS) {
    const ofKind: Strand[] = [];
    strands.set(kind, ofKind);
    for (let after: After | undefined = { sort: '', id: '' }; after !== undefined;) {
      const { things, last } = findables(snapshot, kind, after, AT_ONCE);
      if (things.length > 0) ofKind.push(strandOf(things));
      after = last;
      yield;
    }
  }
  return strands;
}
