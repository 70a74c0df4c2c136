import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Writes a worker of a few lines; the file goes with the folder. */
export function workerOf(folder: string, code: string): URL {
  const file = join(folder, 'worker.mjs');
  writeFileSync(file, code);
  return pathToFileURL(file);
}
