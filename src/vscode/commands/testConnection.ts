import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Check } from '../../logto/check.ts';
import { withoutIcons } from '../ask/plainText.ts';
import type { TestResult } from '../contract.ts';
import type { Services } from '../services.ts';
import { syncSettings } from '../settings.ts';
import type { CommandParts } from './command.ts';
import { giveSecretWhereMissing } from './giveSecret.ts';
import { requireTenant } from './disconnectTenant.ts';
import { pickTenant } from './pick.ts';
import { cancellable } from '../say.ts';

/** Tries the token and everything that a sync reads of a tenant, with a line for each. */
export function testConnectionCommand(services: Services): CommandParts<'logtoAccess.testConnection'> {
  return {
    id: 'logtoAccess.testConnection',
    argument: v.object({ tenantId: v.string() }),
    run: async ({ tenantId }) => {
      const checks = await check(services, tenantId);
      return { works: checks.every(({ problem }) => problem === undefined), checks };
    },
    ask: async (item) => {
      const known = item?.tenantId;
      const title = vscode.l10n.t('Test a connection');
      const tenantId = known ?? (await pickTenant(services.tenants.list(), title))?.id;
      if (tenantId === undefined) return undefined;
      const isReady = await giveSecretWhereMissing(services, requireTenant(services, tenantId));
      return isReady ? { tenantId } : undefined;
    },
    tell: (result, { tenantId }) => show(requireTenant(services, tenantId).name, result),
  };
}

/** Tries everything, saying what it is at, until a person cancels. */
async function check(services: Services, tenantId: string): Promise<Check[]> {
  const tenant = requireTenant(services, tenantId);
  const { userDetails, justInTime } = syncSettings((key) =>
    vscode.workspace.getConfiguration('logtoAccess').get(key),
  );
  return vscode.window.withProgress(
    cancellable(vscode.l10n.t('Testing {0}', tenant.name)),
    async (progress, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => cancelled.abort());
      const { checkTenant } = await import('../../logto/check.ts');
      const source = await services.access.open(tenant, 1, cancelled.signal);
      const checks: Check[] = [];
      try {
        const wishes = { userDetails: userDetails !== 'none', justInTime };
        for await (const one of checkTenant(source.client, wishes, cancelled.signal)) {
          checks.push(one);
          progress.report({ message: one.what });
        }
      } finally {
        await source.close();
      }
      return checks;
    },
  );
}

/** A list that is read with the keyboard or by a screen reader; choosing a line copies it. */
async function show(name: string, { works, checks }: TestResult): Promise<void> {
  const failed = checks.filter(({ problem }) => problem !== undefined).length;
  const items = checks.map(({ what, ms, problem }) => ({
    label: `$(${problem === undefined ? 'pass' : 'error'}) ${withoutIcons(what)}`,
    description: problem === undefined ? vscode.l10n.t('works, {0} ms', ms) : vscode.l10n.t('fails'),
    ...(problem !== undefined && { detail: withoutIcons(problem) }),
    text: problem === undefined ? what : `${what}: ${problem}`,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: works
      ? vscode.l10n.t('{0}: everything that a sync reads works', name)
      : vscode.l10n.t('{0}: {1} of {2} do not work', name, failed, checks.length),
    placeHolder: vscode.l10n.t('Choose a line to copy it'),
    matchOnDetail: true,
  });
  if (chosen !== undefined) await vscode.env.clipboard.writeText(chosen.text);
}
