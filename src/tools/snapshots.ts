import { provenanceOf } from './answer.ts';
import { markOf, marked } from './cursor.ts';
import { PAGE, rowsOf } from './input.ts';
import type { LibraryEntry } from './library.ts';
import { SNAPSHOTS } from './names.ts';
import { fitting } from './page.ts';
import { shown } from './text.ts';
import { defineTool } from './tool.ts';
import { unreadableFiles } from './unreadable.ts';

/** What there is to ask. */
export const snapshotsTool = defineTool({
  name: SNAPSHOTS,
  title: 'Snapshots of Logto tenants',
  description:
    'Lists the Logto tenants and their snapshots on this machine, newest first: when each was made, what it holds, and whether it is complete. The current one of a tenant is asked where only the tenant is named. "unreadable" names files that ought to be snapshots and cannot be read: what is in them is unknown.',
  input: PAGE,
  answer: (input, { library }) => {
    const all = library.list();
    // after the last one of the page before: a newer snapshot comes before it, and moves nothing
    const start = input.cursor === undefined ? 0 : all.indexOf(marked(all, input.cursor)) + 1;
    const rows = fitting(all.slice(start, start + rowsOf(input)).map(toRow));
    const end = start + rows.length;
    const last = end < all.length ? all[end - 1] : undefined;
    const page = { total: all.length, rows, ...(last !== undefined && { next: markOf(last.info.id) }) };
    return { ...unreadableFiles(library.unreadable()), ...page };
  },
});

function toRow(entry: LibraryEntry): object {
  const { info, name, isCurrent } = entry;
  return {
    ...provenanceOf(entry),
    ...(name !== undefined && { name: shown(name) }),
    ...{ isCurrent, address: shown(info.baseUrl), counts: info.counts },
  };
}
