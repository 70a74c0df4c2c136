import { setImmediate } from 'node:timers/promises';
import { escapeMarkdown } from '../../words.ts';
import type { AccessNode } from './node.ts';

/** Rows of a table: more are not pasted anywhere. */
const MOST = 5000;

/** Rows that are made at once, in some 10 ms. */
const AT_ONCE = 100;

/** The cells of a row by column. */
type Row = ReadonlyMap<string, string>;

/** A Markdown table of what lies below a node, or of the node itself where nothing does. */
export interface Table {
  readonly markdown: string;
  readonly rows: number;
  /** How many rows there would be in all. */
  readonly total: number;
}

/** Makes it bit by bit, so that the thread has time for others meanwhile: what one would look up has to be asked for. */
export async function tableOf(node: AccessNode): Promise<Table> {
  const rows: Row[] = [];
  let total = 0;
  do {
    const below = node.children?.({ limit: AT_ONCE, offset: rows.length });
    const shown = below?.nodes.filter(({ kind }) => kind !== 'nothing') ?? [];
    if (shown.length === 0) break;
    total = below?.total ?? 0;
    rows.push(...shown.map(rowOf));
    await setImmediate();
  } while (rows.length < Math.min(total, MOST));
  if (rows.length === 0) return { markdown: markdownOf([rowOf(node)]), rows: 1, total: 1 };
  return { markdown: markdownOf(rows), rows: rows.length, total };
}

/** A column for each fact that some of the rows have; what a row lacks stays empty. */
function markdownOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((row) => columns.map((one) => escapeMarkdown(row.get(one) ?? ''))),
  ];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

function rowOf({ label, description, facts, subjectId }: AccessNode): Row {
  return new Map([
    ['Name', label],
    ['Details', description],
    ...(facts?.() ?? []),
    ...(subjectId === undefined ? [] : [['id', subjectId] as const]),
  ]);
}
