import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Does one piece of work in a process that does nothing else, and gives what that says of it. */
export async function inProcess<Figures>(script: string, work: { readonly kind: string }): Promise<Figures> {
  const child = fork(new URL(script, import.meta.url), [JSON.stringify(work)]);
  const figures = once(child, 'message').then(([message]) => message as Figures);
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`${work.kind} ended with ${String(code)}`);
  });
  return Promise.race([figures, ended]);
}

/** To two decimals. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
