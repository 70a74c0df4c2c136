import { jsonEntries, type JsonEntry, type Sections } from './jsonValues.ts';
import type { ReadOptions } from './rows.ts';

/**
 * The entries of a document in the order in which its sections are named here, whatever their order in the file:
 * programs that sort keys put lists after those whose rows they name. Such a file is read more than once, so that it
 * need not be held.
 */
export async function* entriesInOrder(
  file: string,
  sections: Sections,
  options: ReadOptions,
): AsyncGenerator<JsonEntry> {
  let wanted: readonly string[] = [sections.object, ...sections.lists];
  while (wanted.length > 0) {
    const begun = new Set<string>();
    const postponed = new Set<string>();
    for await (const entry of jsonEntries(file, sections, options)) {
      const at = wanted.indexOf(entry.section);
      if (at === -1) continue;
      if (!wanted.slice(0, at).every((section) => begun.has(section))) postponed.add(entry.section);
      else {
        begun.add(entry.section);
        yield entry;
      }
    }
    wanted = wanted.filter((section) => postponed.has(section));
  }
}
