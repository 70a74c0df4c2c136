import * as vscode from 'vscode';
import { keychainStore } from '../../credentials/keychain.ts';
import { secretStorageStore } from '../../credentials/secretStorage.ts';
import type { TenantProfile, TenantStore } from '../../credentials/tenants.ts';
import { sessionStore } from '../../credentials/sessionStore.ts';
import { Vault, type KeepingKind } from '../../credentials/vault.ts';
import { AccessError, describeError } from '../../errors.ts';
import { explain, translated, warn } from '../say.ts';
import { storeChoiceNow } from './storeChoice.ts';

/** The vault over the real keychain and VS Code's secret storage, chosen by the setting. */
export function createVault(
  { secrets }: vscode.ExtensionContext,
  tenants: TenantStore,
  log: vscode.LogOutputChannel,
): Vault {
  const inUse = (id: string): boolean => tenants.get(id)?.secretStore === 'keychain';
  return new Vault({
    stores: {
      keychain: keychainStore({ inUse }),
      secretStorage: secretStorageStore(secrets),
      session: sessionStore(),
    },
    choice: storeChoiceNow,
    onFallback: (reason) => sayFallback(reason, log),
    onLeftover: (tenant, store, reason) => {
      log.warn(`A secret of ${tenant.id} may be left in ${store}: ${describeError(reason)}`);
      void warn(leftoverText(tenant, store, reason));
    },
  });
}

function sayFallback(reason: AccessError, log: vscode.LogOutputChannel): void {
  log.warn(`There is no keychain: ${describeError(reason)}`);
  const where = vscode.l10n.t(
    'The App Secret is kept in VS Code’s secret storage, since there is no keychain.',
  );
  void warn(`${where} ${explain(reason)}`);
}

/** What may be left, why, and how to get rid of it. */
function leftoverText({ id, name }: TenantProfile, store: KeepingKind, reason: unknown): string {
  // without the hint, which tells how to store a secret
  const why = reason instanceof AccessError ? translated(reason.said.message) : describeError(reason);
  if (store === 'secretStorage')
    return vscode.l10n.t(
      'A copy of the App Secret of {0} may be left in VS Code’s secret storage. {1} To remove it, connect the tenant and disconnect it again.',
      ...[name, why],
    );
  return vscode.l10n.t(
    'A copy of the App Secret of {0} may be left in the keychain. {1} To remove it, delete the item "Logto Access" with the account "{2}" in {3}.',
    ...[name, why, id, keychainProgram()],
  );
}

function keychainProgram(): string {
  if (process.platform === 'darwin') return 'Keychain Access';
  if (process.platform === 'win32') return 'Credential Manager';
  return vscode.l10n.t('Passwords and Keys (seahorse) or KWalletManager');
}
