import { count } from '../../words.ts';
import type { SnapshotInfo, Unknown } from '../model.ts';

/** What stands in the place of something that a C1 file does not carry. */
export const NOT_IN_C1 = 'Not in a C1 file';

/** Whether a snapshot cannot know something, since the C1 file it was read from does not carry it. */
export function isUnknown({ c1 }: Pick<SnapshotInfo, 'c1'>, what: string): boolean {
  return c1?.unknown.some((one) => one === what) === true;
}

/** Whether who has no last sign-in never signed in: the C1 file of another connector may just not say when. */
export function tellsSignIns({ c1 }: Pick<SnapshotInfo, 'c1'>): boolean {
  return c1?.foreign !== true;
}

/** What cannot be known from either of some snapshots, each once. */
export function unknownIn(...infos: readonly Pick<SnapshotInfo, 'c1'>[]): Unknown[] {
  return [...new Set(infos.flatMap(({ c1 }) => c1?.unknown ?? []))];
}

/** Says what is unknown, in a sentence; nothing where nothing is. */
export function unknownSentences(unknown: readonly Unknown[]): string[] {
  return unknown.length > 0 ? [`${NOT_IN_C1}, so unknown: ${unknown.join(', ')}`] : [];
}

/** What a snapshot that was read from a C1 file has to say about that, as sentences; none of a synced one. */
export function aboutOrigin({ c1 }: Pick<SnapshotInfo, 'c1'>): string[] {
  if (c1 === undefined) return [];
  const { olderSyncs, unknown } = c1;
  return [
    ...unknownSentences(unknown),
    ...(olderSyncs > 0 ? [`The newest sync of the file; it holds ${count(olderSyncs, 'older one')}`] : []),
  ];
}
