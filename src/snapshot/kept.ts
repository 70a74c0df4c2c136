import { OfFewSnapshots } from './ofFewSnapshots.ts';
import type { Snapshot } from './snapshot.ts';

/** Long lists of ids are some megabytes each. */
const MOST = 5;

const kept = new OfFewSnapshots<Map<string, unknown>>();

/**
 * What was asked of a snapshot before, or else what `make` gives: a finished snapshot never changes. The answers that
 * were not asked for longest are forgotten.
 */
export function keep<T>(snapshot: Snapshot, key: string, make: () => T): T {
  const answers = kept.get(snapshot) ?? new Map<string, unknown>();
  if (answers.size === 0) kept.set(snapshot, answers);
  const answer = answers.has(key) ? (answers.get(key) as T) : make();
  answers.delete(key); // so that it becomes the newest
  answers.set(key, answer);
  const [oldest] = answers.keys();
  if (answers.size > MOST && oldest !== undefined) answers.delete(oldest);
  return answer;
}
