import { provenanceOf } from './answer.ts';
import { PAGE } from './input.ts';
import type { LibraryEntry } from './library.ts';
import { SNAPSHOTS } from './names.ts';
import { pageOf } from './page.ts';
import { shown } from './text.ts';
import { defineTool } from './tool.ts';

/** What there is to ask. */
export const snapshotsTool = defineTool({
  name: SNAPSHOTS,
  title: 'Snapshots of Logto tenants',
  description:
    'Lists the Logto tenants and their snapshots on this machine, newest first: when each was made, what it holds, and whether it is complete. The current one of a tenant is asked where only the tenant is named.',
  input: PAGE,
  answer: (input, { library }) => pageOf(library.list(), input, toRow),
});

function toRow(entry: LibraryEntry): object {
  const { info, name, isCurrent } = entry;
  return {
    ...provenanceOf(entry),
    ...(name !== undefined && { name: shown(name) }),
    ...{ isCurrent, address: shown(info.baseUrl), counts: info.counts },
  };
}
