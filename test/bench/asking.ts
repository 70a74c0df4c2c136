import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ArgumentOf, CommandId, ResultOf } from '../../src/vscode/contract.ts';

const PAUSE_MS = 5;

/** The commands that are asked. */
type Asked = 'logtoAccess.whoCan' | 'logtoAccess.findAccess' | 'logtoAccess.explainAccess';

/** One question to each of them. */
export type Questions = { readonly [K in Asked]: ArgumentOf<K> };

/** What came of asking once. */
export interface Answer {
  readonly command: Asked;
  readonly result: ResultOf<Asked>;
  /** How late it came, counted from when it was to be asked: what the extension host makes others wait. */
  readonly ms: number;
}

/** Questions to a tenant that was synced, each with a long answer or much to look through. */
export async function questionsTo(tenantId: string): Promise<Questions> {
  const everyone = { tenantId, role: 'Everyone' };
  const { rows } = await ask('logtoAccess.whoCan', { ...everyone, limit: 1 });
  const [first] = rows;
  if (first?.holder.kind !== 'user') throw new Error('Nobody is in the tenant.');
  return {
    'logtoAccess.whoCan': everyone,
    'logtoAccess.findAccess': { tenantId, query: 'an' },
    'logtoAccess.explainAccess': { tenantId, userId: first.holder.user.id },
  };
}

/** Asks one question after the other, again and again, for as long as it is said to. */
export async function* askWhile(
  questions: Questions,
  goesOn: (asked: number) => boolean,
): AsyncGenerator<Answer> {
  const commands = Object.keys(questions) as Asked[];
  for (let asked = 0; goesOn(asked); asked++) {
    const command = commands[asked % commands.length] as Asked;
    const due = performance.now() + PAUSE_MS;
    await sleep(PAUSE_MS);
    const result = await ask(command, questions[command]);
    yield { command, result, ms: performance.now() - due };
  }
}

/** Asks for as long as a sync of the tenant runs, and fails where that does. */
export async function* askDuringSync(tenantId: string, questions: Questions): AsyncGenerator<Answer> {
  let isRunning = true;
  const syncing = ask('logtoAccess.sync', { tenantId }).finally(() => (isRunning = false));
  syncing.catch(() => undefined); // until it is waited for
  yield* askWhile(questions, () => isRunning);
  await syncing;
}

/** How long 99 of 100 take at most. */
export function p99(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? NaN;
}

/** Not by way of the workbench, which has a thread of its own: VS Code runs it in the extension host that asks. */
async function ask<K extends CommandId>(command: K, argument: ArgumentOf<K>): Promise<ResultOf<K>> {
  return vscode.commands.executeCommand<ResultOf<K>>(command, argument);
}
