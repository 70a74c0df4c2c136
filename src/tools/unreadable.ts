import { basename } from 'node:path';
import { AccessError } from '../errors.ts';
import type { UnreadableFile } from '../snapshot/store/unreadable.ts';
import { count } from '../words.ts';
import { quoted, shown } from './text.ts';

/** So many files are told. */
const MOST = 10;

/** What the list of snapshots says of files that cannot be read. */
export function unreadableFiles(files: readonly UnreadableFile[]): object {
  if (files.length === 0) return {};
  const unreadable = newestFirst(files)
    .slice(0, MOST)
    .map((one) => ({
      ...{ file: shown(basename(one.file)), writtenAt: timeOf(one), why: whyOf(one) },
    }));
  return { unreadable, ...(files.length > MOST && { moreUnreadable: files.length - MOST }) };
}

/** `"2.snapshot", written 2026-01-02T00:00:00.000Z, and 1 more cannot be read`; the newest is named. */
export function cannotBeRead(files: readonly UnreadableFile[]): string | undefined {
  const [newest, ...others] = newestFirst(files);
  if (newest === undefined) return undefined;
  const more = others.length === 0 ? '' : ` and ${count(others.length, 'more', 'more')}`;
  return `${quoted(basename(newest.file))}, written ${timeOf(newest)},${more} cannot be read`;
}

function newestFirst(files: readonly UnreadableFile[]): UnreadableFile[] {
  return files.toSorted((a, b) => b.writtenAt - a.writtenAt);
}

function timeOf({ writtenAt }: UnreadableFile): string {
  return new Date(writtenAt).toISOString();
}

function whyOf({ why }: UnreadableFile): string {
  const isNewer = why instanceof AccessError && why.code === 'snapshot.newer';
  return isNewer ? 'It was written by a newer Logto Access.' : 'It is damaged, or no snapshot.';
}
