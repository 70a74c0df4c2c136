import { readFailure, Snapshot } from './snapshot.ts';

/** Opens a snapshot file, asks it, and closes it; an error says where the file is damaged behind its beginning. */
export function askSnapshot<T>(file: string, ask: (snapshot: Snapshot) => T): T {
  const snapshot = Snapshot.open(file);
  try {
    return ask(snapshot);
  } catch (error) {
    throw readFailure(file, error);
  } finally {
    snapshot.close();
  }
}
