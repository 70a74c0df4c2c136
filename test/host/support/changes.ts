import { linesOf, type Line } from './providers.ts';

const CHANGES = 'logtoAccess.changes';

/** The groups of the Changes view: what looks wrong since stands above them. */
export async function groupLines(): Promise<Line[]> {
  return (await linesOf(CHANGES)).filter(({ item }) => item.id !== 'judged');
}

/** All changes at once, group by group. */
export async function changeLines(): Promise<Line[]> {
  const groups = await groupLines();
  return (await Promise.all(groups.map((group) => linesOf(CHANGES, group)))).flat();
}
