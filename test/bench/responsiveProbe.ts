import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { TenantArgument } from '../../src/vscode/contract.ts';
import { askDuringSync, askWhile, p99, questionsTo, type Answer } from './asking.ts';
import { LARGE, startBenchTenant } from './tenant.ts';

/** So many answers without a sync; a sync of the large tenant takes as long as some more. */
const SAMPLES = 600;

/** How late answers came, 99 times of 100, ms. */
export interface ResponsiveFigures {
  /** Answers during a sync. */
  readonly samples: number;
  readonly whoCanP99Ms: number;
  readonly findAccessP99Ms: number;
  readonly explainAccessP99Ms: number;
  /** All of them. */
  readonly p99Ms: number;
  readonly withoutSyncP99Ms: number;
}

/** Runs in an extension host: asks a large tenant without a sync and during one. */
export async function run(): Promise<void> {
  const tenant = await startBenchTenant(LARGE);
  try {
    const { baseUrl, clientId, clientSecret } = tenant;
    const { tenantId } = await vscode.commands.executeCommand<TenantArgument>('logtoAccess.connectTenant', {
      ...{ baseUrl, clientId, clientSecret },
    });
    await vscode.commands.executeCommand('logtoAccess.sync', { tenantId });
    writeFileSync(String(process.env.LOGTO_ACCESS_RESULTS), JSON.stringify(await measure(tenantId)));
  } finally {
    tenant.close();
  }
}

async function measure(tenantId: string): Promise<ResponsiveFigures> {
  const questions = await questionsTo(tenantId);
  await collect(askWhile(questions, (asked) => asked < 3)); // the first of each makes ready what the others need
  const without = await collect(askWhile(questions, (asked) => asked < SAMPLES));
  const during = await collect(askDuringSync(tenantId, questions));
  const msOf = (answers: readonly Answer[], name = ''): number =>
    p99(answers.filter(({ command }) => command.endsWith(name)).map(({ ms }) => ms));
  return {
    samples: during.length,
    whoCanP99Ms: msOf(during, 'whoCan'),
    findAccessP99Ms: msOf(during, 'findAccess'),
    explainAccessP99Ms: msOf(during, 'explainAccess'),
    p99Ms: msOf(during),
    withoutSyncP99Ms: msOf(without),
  };
}

async function collect(answers: AsyncIterable<Answer>): Promise<Answer[]> {
  const all: Answer[] = [];
  for await (const answer of answers) all.push(answer);
  return all;
}
