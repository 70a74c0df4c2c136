import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own for a test. */
export interface SmallDisk {
  readonly folder: string;
  makeReadOnly(): void;
}

/** Runs a test with a real disk of some size; false where this user may not mount one. */
export async function withSmallDisk(
  megabytes: number,
  test: (disk: SmallDisk) => Promise<void>,
): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const folder = mkdtempSync(join(tmpdir(), 'logto-access-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmdirSync(folder);
    return false;
  }
  try {
    await test({
      folder,
      makeReadOnly: () => execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'ignore' }),
    });
    return true;
  } finally {
    execFileSync('umount', [folder], { stdio: 'ignore' });
    rmdirSync(folder);
  }
}
