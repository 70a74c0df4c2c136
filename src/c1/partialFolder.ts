import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, realpath, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { isRunning } from '../snapshot/store/isRunning.ts';

/** The folder in which a file lies that is not whole yet or only needed for a while, by who makes it: a machine, a process and a thread. */
const NAME = /^\.logto-access-([\da-f]{8})-(\d+)-(\d+)-[\da-f]{8}\.partial$/;

/** Folders may be on a server that other machines use as well; Windows and its Linux share a name, not processes. */
const MACHINE = createHash('sha256').update(`${process.platform} ${hostname()}`).digest('hex').slice(0, 8);

/** Makes a folder in another one that nobody else may look into; what was left there by who ended is removed. */
export async function makePartialFolder(parent: string): Promise<string> {
  await removeLeftByEnded(parent);
  return makePartialFolderNow(parent);
}

/** The same at once, which removes nothing. */
export function makePartialFolderNow(parent: string): string {
  const maker = [MACHINE, process.pid, threadId, randomBytes(4).toString('hex')].join('-');
  const folder = join(parent, `.logto-access-${maker}.partial`);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** Removes what processes have left in a folder that were killed. */
export async function removeLeftByEnded(parent: string): Promise<void> {
  await removeLeft(parent, ({ process }) => !isRunning(process));
}

/** Removes what a thread of this process has left beside its target that was ended in the middle. */
export async function removePartialOf(thread: number, target: string): Promise<void> {
  const parent = dirname(await realpath(target).catch(() => target)); // a link is followed, not replaced
  await removeLeft(parent, (maker) => maker.process === process.pid && maker.thread === thread);
}

/** What cannot be removed now is in nobody's way, and may be another time. */
export async function removePartial(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}

async function removeLeft(
  parent: string,
  isLeft: (maker: { readonly process: number; readonly thread: number }) => boolean,
): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const [, machine, process, thread] = NAME.exec(name) ?? [];
    if (machine === MACHINE && isLeft({ process: Number(process), thread: Number(thread) }))
      await removePartial(join(parent, name));
  }
}
