import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportSnapshot, type ExportJob, type ExportResult } from '../../../../src/c1/export.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { writeSnapshot, type Sync, type Tenant } from './tenant.ts';

export interface ExportedCsv extends ExportResult {
  readonly text: string;
  readonly rows: Record<string, string>[];
}

/** Writes a snapshot of the tenant and exports it as CSV. */
export function exportedCsv(
  tenant: Tenant,
  { sync, ...options }: { readonly sync?: Sync } & Pick<ExportJob, 'bom'> = {},
): Promise<ExportedCsv> {
  return csvOf((file) => writeSnapshot(file, tenant, sync), options);
}

/** Exports a snapshot as CSV, once it is written. */
export function csvOf(
  write: (snapshotFile: string) => void,
  options: Pick<ExportJob, 'bom' | 'extended'>,
): Promise<ExportedCsv> {
  return withFolder(async (folder) => {
    const [snapshotFile, target] = [join(folder, 'a.snapshot'), join(folder, 'a.csv')];
    write(snapshotFile);
    const result = await exportSnapshot({ snapshotFile, format: 'c1-csv', target, ...options });
    const text = readFileSync(target, 'utf8'); // which keeps a byte order mark
    return { ...result, text, rows: records(parseCsv(text.replace(/^\ufeff/, ''))) };
  });
}

/** The rows of a CSV by the names of their columns. */
export function records([header = [], ...rows]: string[][]): Record<string, string>[] {
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error(`A row has ${row.length} fields: ${row.join()}`);
    return Object.fromEntries(header.map((name, at) => [name, row[at] ?? '']));
  });
}

/** Reads CSV as RFC 4180 has it and not a whit laxer: every line ends in CR LF, quotes stand at both ends of a field. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { field, end } = text[at] === '"' ? quoted(text, at) : plain(text, at);
    row.push(field);
    if (text[end] === ',') at = end + 1;
    else if (text.startsWith('\r\n', end)) {
      rows.push(row);
      row = [];
      at = end + 2;
    } else throw new Error(`Neither a comma nor the end of a line at ${end}.`);
    if (text[end] === ',' && at === text.length) throw new Error('The last line has no end.');
  }
  return rows;
}

function quoted(text: string, start: number): { field: string; end: number } {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
    if (end < 0) throw new Error(`The field at ${start} is not closed.`);
    if (text[end + 1] === '"') end++;
    else break;
  } while (end < text.length);
  return { field: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
}

function plain(text: string, start: number): { field: string; end: number } {
  const rest = /[,\r\n"]/g;
  rest.lastIndex = start;
  const end = rest.exec(text)?.index ?? text.length;
  return { field: text.slice(start, end), end };
}
