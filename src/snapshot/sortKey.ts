import { isPlain } from '../words.ts';

/**
 * The key by which names are sorted: without case and diacritics, so that Éva stands beside Eva. Kept in the file
 * because SQLite itself sorts bytewise.
 */
export function sortKey(name: string): string {
  if (isPlain(name)) return name.toLowerCase(); // most names, and a quarter of the time
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
