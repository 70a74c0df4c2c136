import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';

/** What names the temporary folder in an environment. */
const NAMES = ['SQLITE_TMPDIR', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot', 'windir'];

/** What a worker must have of the environment to find the temporary folder, and nothing else. */
export function temporaryEnvironment(): Record<string, string> {
  const known = NAMES.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(known.filter((one): one is [string, string] => one[1] !== undefined));
}

/** Where SQLite puts what is too much for memory: on Unix it looks elsewhere than Node does. */
export function sqliteTemporaryFolder(): string {
  if (process.platform === 'win32') return tmpdir();
  const { SQLITE_TMPDIR, TMPDIR } = process.env;
  return [SQLITE_TMPDIR, TMPDIR, '/var/tmp', '/usr/tmp'].find(isUsable) ?? tmpdir();
}

function isUsable(folder: string | undefined): folder is string {
  if (folder === undefined) return false;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
