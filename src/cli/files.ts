import { FileOpener } from '../jobs/openFile.ts';
import { Snapshot } from '../snapshot/snapshot.ts';
import type { Engine } from './engine.ts';

/** Does something with files of any kind as snapshot files, and leaves nothing of it behind. */
export async function withSnapshotFiles<T>(
  { workerFile, signal }: Engine,
  files: readonly string[],
  use: (snapshotFiles: string[]) => Promise<T> | T,
): Promise<T> {
  const opener = new FileOpener(workerFile);
  try {
    const snapshotFiles = [];
    for (const file of files) snapshotFiles.push(await opener.open(file, { signal }));
    return await use(snapshotFiles);
  } finally {
    opener.close();
  }
}

/** Asks something of a file of any kind, opened as a snapshot. */
export function withSnapshot<T>(
  engine: Engine,
  file: string,
  ask: (snapshot: Snapshot) => Promise<T> | T,
): Promise<T> {
  return withSnapshotFiles(engine, [file], async ([snapshotFile = '']) => {
    const snapshot = Snapshot.open(snapshotFile);
    try {
      return await ask(snapshot);
    } finally {
      snapshot.close();
    }
  });
}
