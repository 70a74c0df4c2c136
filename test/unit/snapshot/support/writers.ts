import { join } from 'node:path';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { SnapshotWriter } from '../../../../src/snapshot/write/writer.ts';
import { withFolder, withSnapshot } from '../../../support/snapshots.ts';
import { infoOf } from './rows.ts';

/** Runs a test with a writer, whatever becomes of it. */
export function withWriter(
  test: (writer: SnapshotWriter, file: string, folder: string) => unknown,
): Promise<void> {
  return withFolder(async (folder) => {
    const file = join(folder, 'a.snapshot');
    const writer = new SnapshotWriter(file);
    try {
      await test(writer, file, folder);
    } finally {
      writer.abandon();
    }
  });
}

/** Writes a snapshot and looks at what it holds. */
export function written(
  write: (writer: SnapshotWriter) => void,
  look: (snapshot: Snapshot) => void,
): Promise<void> {
  return withWriter((writer, file) => {
    write(writer);
    writer.finish(infoOf(writer));
    return withSnapshot(file, look);
  });
}
