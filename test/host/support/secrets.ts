import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a keychain program sees from outside, undefined where there is no such item. */
export function lookUp(account: string): string | undefined {
  try {
    return execFileSync('secret-tool', ['lookup', 'service', 'Logto Access', 'account', account], {
      encoding: 'utf8',
    });
  } catch {
    return undefined;
  }
}

/** Files of the user-data folder, the extension's storage and VS Code's own among them, that hold a text. */
export function filesHolding(text: string): string[] {
  const folder = process.env.LOGTO_ACCESS_USER_DATA;
  assert.ok(folder, 'the runner says where the user data lies');
  const files = filesBelow(folder);
  assert.ok(files.length > 5, 'the folder is the right one');
  return files.filter((file) => holds(file, text));
}

/** Temporary files, of whatever began after a time, that hold a text. */
export function temporaryFilesHolding(text: string, since: number): string[] {
  const fresh = readdirSync(tmpdir()).flatMap((name) => {
    const path = join(tmpdir(), name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined || found.birthtimeMs < since) return [];
    return found.isFile() ? [path] : found.isDirectory() ? filesBelow(path) : [];
  });
  return fresh.filter((file) => holds(file, text));
}

/** Processes of which the arguments or the environment hold a text; none where there is no /proc. */
export function processesHolding(text: string): string[] {
  const ids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return ids
    .flatMap((id) => [`/proc/${id}/cmdline`, `/proc/${id}/environ`])
    .filter((file) => holds(file, text));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Files that come and go, as the editor's caches and processes do, hold nothing once they are gone. */
const GONE = ['ENOENT', 'ESRCH', 'EACCES'];

/** Whether a file holds a text. */
function holds(file: string, text: string): boolean {
  try {
    return readFileSync(file).includes(text);
  } catch (error) {
    if (GONE.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
