import * as vscode from 'vscode';
import { keychainStore } from '../credentials/keychain.ts';
import { secretStorageStore } from '../credentials/secretStorage.ts';
import { Vault, type StoreChoice } from '../credentials/vault.ts';
import { describeError, type AccessError } from '../errors.ts';

/** The vault over the real keychain and VS Code's secret storage, chosen by the setting. */
export function createVault({ secrets }: vscode.ExtensionContext, log: vscode.LogOutputChannel): Vault {
  return new Vault({
    stores: { keychain: keychainStore(), secretStorage: secretStorageStore(secrets) },
    choice: () =>
      vscode.workspace.getConfiguration('logtoAccess').get<StoreChoice>('credentialStore', 'auto'),
    onFallback: (reason) => sayFallback(reason, log),
  });
}

function sayFallback(reason: AccessError, log: vscode.LogOutputChannel): void {
  log.warn(`The keychain could not be used: ${describeError(reason)}`);
  const where = vscode.l10n.t(
    'The App Secret is kept in VS Code’s secret storage, since the keychain cannot be used.',
  );
  void vscode.window.showWarningMessage(`${where} ${describeError(reason)}`);
}
