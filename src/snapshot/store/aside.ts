import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AccessError, messageOf } from '../../errors.ts';
import { factsFileOf } from './facts.ts';
import { isRunning } from './isRunning.ts';
import { sentence } from '../../sentence.ts';

/** Below a tenant's folder: a folder for each process that has set something aside. */
const FOLDER = 'deleted';

/** Moves a deleted snapshot and its facts aside, where this process can bring it back from; gives the new place. */
export function setAside(file: string): string {
  const folder = ownFolder(dirname(file));
  mkdirSync(folder, { recursive: true });
  return move(file, folder);
}

/** Moves a snapshot that was set aside back to where it was. */
export function bringBack(aside: string): string {
  return move(aside, join(dirname(aside), '..', '..'));
}

/** Removes for good what this process has set aside of a tenant. */
export function removeAside(tenantFolder: string): void {
  rmSync(ownFolder(tenantFolder), { recursive: true, force: true });
  removeWhereEmpty(join(tenantFolder, FOLDER));
}

/** Removes what processes have set aside that ended without doing so. */
export function sweepAside(tenantFolder: string): void {
  const folder = join(tenantFolder, FOLDER);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder))
    if (!isRunning(Number(name))) rmSync(join(folder, name), { recursive: true, force: true });
  removeWhereEmpty(folder);
}

function ownFolder(tenantFolder: string): string {
  return join(tenantFolder, FOLDER, String(process.pid));
}

function removeWhereEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

function move(file: string, folder: string): string {
  const moved = join(folder, basename(file));
  try {
    renameSync(file, moved);
    moveFacts(file, moved);
  } catch (error) {
    const reason = messageOf(error);
    throw new AccessError(sentence`${file} cannot be moved: ${reason}.`, {
      code: 'storage.failed',
      hint: sentence`It may be in use, or removed already; try again in a moment.`,
      cause: error,
    });
  }
  return moved;
}

/** Where its facts cannot follow, a snapshot goes back: half of it would be found in neither place. */
function moveFacts(file: string, moved: string): void {
  try {
    if (existsSync(factsFileOf(file))) renameSync(factsFileOf(file), factsFileOf(moved));
  } catch (error) {
    renameSync(moved, file);
    throw error;
  }
}
