import * as v from 'valibot';
import * as vscode from 'vscode';
import { AccessError } from '../../errors.ts';
import type { TenantProfile } from '../../credentials/tenants.ts';
import type { ArgumentOf } from '../contract.ts';
import type { Services } from '../services.ts';
import { showNewest } from '../snapshots/shownSnapshot.ts';
import type { CommandParts } from './command.ts';
import { pickTenant } from './pick.ts';
import { confirm } from '../say.ts';

/** Forgets a tenant and its secret, and its snapshots unless they are to be kept. */
export function disconnectTenantCommand(services: Services): CommandParts<'logtoAccess.disconnectTenant'> {
  return {
    id: 'logtoAccess.disconnectTenant',
    argument: v.object({ tenantId: v.string(), keepSnapshots: v.exactOptional(v.boolean()) }),
    run: (argument) => disconnectInTurn(services, argument),
    ask: async (item) => {
      const known = item?.tenantId === undefined ? undefined : services.tenants.get(item.tenantId);
      const tenant = known ?? (await pickTenant(services.tenants.list(), vscode.l10n.t('Disconnect')));
      return tenant && askFirst(tenant);
    },
  };
}

function disconnectInTurn(
  services: Services,
  argument: ArgumentOf<'logtoAccess.disconnectTenant'>,
): Promise<undefined> {
  const { name } = requireTenant(services, argument.tenantId);
  const title = vscode.l10n.t('Waiting to remove the App Secret of {0}', name);
  const cancelled = [
    vscode.l10n.t('{0} is still connected, and its App Secret still kept.', name),
    vscode.l10n.t('Disconnect it again, and answer the keychain where it asks for its password.'),
  ] as const;
  return services.secretChanges.run({ title, cancelled }, (signal) => disconnect(services, argument, signal));
}

async function disconnect(
  services: Services,
  { tenantId, keepSnapshots = false }: ArgumentOf<'logtoAccess.disconnectTenant'>,
  signal: AbortSignal,
): Promise<undefined> {
  const tenant = requireTenant(services, tenantId);
  // first, since the keychain may take its time: once the sync has ended, no other may start before the tenant is gone
  await services.vault.unlock(tenant, signal);
  await services.vault.remove(tenant, undefined, signal);
  await services.syncs.forget(tenantId);
  const { before, after } = services.comparison.value ?? {};
  if (before?.tenantId === tenantId || after?.tenantId === tenantId) services.comparison.set(undefined);
  services.snapshots.closeTenant(tenantId);
  services.deleted.forget(tenantId);
  if (keepSnapshots) services.catalogue.removeWork(tenantId);
  else services.catalogue.removeAll(tenantId);
  await services.tenants.remove(tenantId);
  showNewest(services, tenantId);
  return undefined;
}

async function askFirst({
  id,
  name,
}: TenantProfile): Promise<ArgumentOf<'logtoAccess.disconnectTenant'> | undefined> {
  const keep = vscode.l10n.t('Keep Snapshots');
  const remove = vscode.l10n.t('Remove Snapshots');
  const detail = vscode.l10n.t(
    'Its App Secret is removed from this machine. Its snapshots can stay, to be found again when you connect it anew.',
  );
  const answer = await confirm(vscode.l10n.t('Disconnect {0}?', name), detail, keep, remove);
  return answer === undefined ? undefined : { tenantId: id, keepSnapshots: answer === keep };
}

/** The tenant with this id; an {@link AccessError} where none is connected. */
export function requireTenant({ tenants }: Services, tenantId: string): TenantProfile {
  const tenant = tenants.get(tenantId);
  if (tenant !== undefined) return tenant;
  throw new AccessError(vscode.l10n.t('No tenant {0} is connected.', tenantId), {
    code: 'tenant.missing',
    hint: vscode.l10n.t('Connect it first.'),
  });
}
