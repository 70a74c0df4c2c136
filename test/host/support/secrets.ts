import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  assert.ok(files.length > 5, 'the folder is the right one');
  return files.map((entry) => join(entry.parentPath, entry.name)).filter((file) => holds(file, text));
}

/** Whether a file holds a text; the editor's caches come and go, and one that is gone holds nothing. */
function holds(file: string, text: string): boolean {
  try {
    return readFileSync(file).includes(text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
