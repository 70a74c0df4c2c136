import { readFileSync, renameSync, writeFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { storageFailure } from './storageFailure.ts';

/** Snapshot files end in this. */
export const SNAPSHOT_SUFFIX = '.snapshot';

/** Those of what is in a folder that are called as snapshot files are, and are no folders themselves. */
export function snapshotFilesAmong(entries: readonly Dirent[], folder: string): string[] {
  const files = entries.filter((entry) => entry.name.endsWith(SNAPSHOT_SUFFIX) && !entry.isDirectory());
  return files.map(({ name }) => join(folder, name));
}

/** How a run differs from the one before it. */
const DELTA = v.object({
  /** The id of the one before: with another one before it, this says nothing. */
  before: v.string(),
  ...{ added: v.number(), removed: v.number(), changed: v.number() },
  /** Differences that cannot be judged, since one of them is incomplete. */
  unsure: v.number(),
  /** Nothing differs, for certain: no hole may hide a difference. */
  same: v.exactOptional(v.boolean()),
});
export type Delta = Readonly<v.InferOutput<typeof DELTA>>;

const FACTS = v.object({
  /** What a person calls it. */
  label: v.exactOptional(v.string()),
  /** Retention leaves it alone. */
  pinned: v.exactOptional(v.boolean()),
  /** A person has taken it for right although most of the one before is gone in it. */
  accepted: v.exactOptional(v.boolean()),
  delta: v.exactOptional(DELTA),
});

/** What is known of a snapshot besides what it says itself, since it is never written again. */
export type SnapshotFacts = Readonly<v.InferOutput<typeof FACTS>>;

/** Facts to add to those of a snapshot; undefined takes one away. */
export type ChangedFacts = { readonly [K in keyof SnapshotFacts]: SnapshotFacts[K] | undefined };

/** The small file beside a snapshot. */
export function factsFileOf(snapshotFile: string): string {
  return `${snapshotFile.slice(0, -SNAPSHOT_SUFFIX.length)}.facts.json`;
}

/** The facts in such a file; none where another version wrote something else. */
export function readFacts(file: string): SnapshotFacts {
  try {
    return v.parse(FACTS, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

/** The facts beside a file of any kind; only snapshot files have some. */
export function factsBeside(file: string): SnapshotFacts {
  return file.endsWith(SNAPSHOT_SUFFIX) ? readFacts(factsFileOf(file)) : {};
}

/** Whether a person has taken a snapshot for right although most of the one before is gone in it. */
export function isAccepted(file: string): boolean {
  return factsBeside(file).accepted === true;
}

/** Writes such a file, whole or not at all. */
export function writeFacts(file: string, facts: ChangedFacts): void {
  const half = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(half, JSON.stringify(facts));
    renameSync(half, file);
  } catch (error) {
    throw storageFailure(error, file);
  }
}
