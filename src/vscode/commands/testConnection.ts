import * as v from 'valibot';
import * as vscode from 'vscode';
import type { TenantProfile } from '../../credentials/tenants.ts';
import type { Check } from '../../logto/check.ts';
import { choose } from '../ask/choose.ts';
import type { TestResult } from '../contract.ts';
import type { Services } from '../services.ts';
import { syncSettings } from '../settings.ts';
import type { CommandParts } from './command.ts';
import { giveSecretWhereMissing } from './giveSecret.ts';
import { requireTenant } from './disconnectTenant.ts';
import { isMendedInConsole, openToMend } from './openInConsole.ts';
import { pickTenant } from './pick.ts';
import { cancellable, explain } from '../say.ts';

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
    tell: (result, { tenantId }) => show(services, requireTenant(services, tenantId), result),
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
        for await (const one of checkTenant(source.client, wishes, cancelled.signal, explain)) {
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

/** A line of the list, and what happens when it is chosen. */
interface Line extends vscode.QuickPickItem {
  readonly go: () => Thenable<void> | Promise<void>;
}

/** A list that is read with the keyboard or by a screen reader; choosing a line copies it, or opens what it leads to. */
async function show(services: Services, tenant: TenantProfile, { works, checks }: TestResult): Promise<void> {
  const failed = checks.filter(({ problem }) => problem !== undefined).length;
  const chosen = await choose(
    checks.flatMap((one) => [lineOf(one), ...wayToMend(services, tenant, one)]),
    {
      title: works
        ? vscode.l10n.t('{0}: everything that a sync reads works', tenant.name)
        : vscode.l10n.t('{0}: {1} of {2} do not work', tenant.name, failed, checks.length),
      placeHolder: vscode.l10n.t('Choose a line to copy it'),
      matchOnDetail: true,
    },
  );
  await chosen?.go();
}

function lineOf({ what, ms, problem }: Check): Line {
  const works = problem === undefined;
  return {
    ...{ label: what, iconPath: new vscode.ThemeIcon(works ? 'pass' : 'error') },
    description: works ? vscode.l10n.t('works, {0} ms', ms) : vscode.l10n.t('fails'),
    ...(!works && { detail: problem }),
    go: () => vscode.env.clipboard.writeText(works ? what : `${what}: ${problem}`),
  };
}

/** Below what fails: the line that leads to the page of the Console where that is mended, where there is one. */
function wayToMend(services: Services, tenant: TenantProfile, { field }: Check): Line[] {
  if (!isMendedInConsole(tenant, field)) return [];
  const iconPath = new vscode.ThemeIcon('link-external');
  return [
    {
      label: vscode.l10n.t('Open in Logto Console'),
      iconPath,
      go: () => openToMend(services, tenant, field),
    },
  ];
}
