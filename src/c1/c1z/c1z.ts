import { open, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Content } from '../content.ts';
import { syncIdOf } from '../ids.ts';
import { PRIVATE } from '../replaceFile.ts';
import { rowsIn } from '../tally.ts';
import { throwIfCancelled } from '../../errors.ts';
import { appendFrame } from './compress.ts';
import { C1zDatabase } from './database.ts';
import { messageRows } from './rows.ts';

/** What a .c1z of version 1 begins with; a zstd frame of an SQLite database follows. */
const HEADER = 'C1ZF\0';

/** After so many rows it looks whether anybody wants to say something, such as that it is cancelled. */
const ROWS_A_TURN = 500;

/** How long compressing takes, beside writing the rows. */
const PACKING = 0.2;

/** Writes a snapshot as a .c1z, which C1's upload page takes. The database lies beside it until it is compressed. */
export async function writeC1z(
  file: string,
  content: Content,
  signal: AbortSignal | undefined,
): Promise<void> {
  const database = `${file}.db`;
  const { info } = content.snapshot;
  const handle = await open(file, 'wx', PRIVATE);
  try {
    await handle.writeFile(HEADER);
    await fill(new C1zDatabase(database, { ...info, id: syncIdOf(info) }), content, signal);
    await appendFrame(database, handle, { signal, onPacked: (share) => tell(content, share) });
  } finally {
    await handle.close();
    await rm(database, { force: true });
  }
}

/** `packed` is the share of the database that is compressed, from 0 to 1. */
function tell({ announced, tally, tell }: Content, packed: number): void {
  const rows = rowsIn(announced);
  const packing = rows * PACKING;
  tell({ done: rowsIn(tally.counts) + packed * packing, total: rows + packing });
}

async function fill(database: C1zDatabase, content: Content, signal: AbortSignal | undefined): Promise<void> {
  try {
    let rows = 0;
    for (const row of messageRows(content)) {
      database.insert(row);
      throwIfCancelled(signal);
      if (++rows % ROWS_A_TURN !== 0) continue;
      tell(content, 0);
      await nextTurn();
    }
    database.finish();
  } finally {
    database.close();
  }
}
