import * as vscode from 'vscode';
import type { StoreChoice } from '../../credentials/vault.ts';
import type { ConnectionField } from '../../errors.ts';
import { storeChoiceNow } from '../tenants/storeChoice.ts';

/** How a field is asked for. */
interface Question {
  readonly prompt: string;
  readonly placeholder: string;
}

/** The question for a field of a connection to an origin, where that is known already. */
export function questionOf(field: ConnectionField, origin = ''): Question {
  switch (field) {
    case 'baseUrl':
      return {
        prompt: vscode.l10n.t('The address of the tenant, or its page in Logto Console'),
        placeholder: 'https://acme.logto.app',
      };
    case 'clientId': {
      const role = 'Logto Management API access';
      const prompt = vscode.l10n.t('App ID of a machine-to-machine application with the role "{0}"', role);
      return { prompt, placeholder: vscode.l10n.t('Logto Console > Applications') };
    }
    case 'clientSecret':
      return { prompt: `${whereSecretGoes(origin)} ${whereSecretIsKept(storeChoiceNow())}`, placeholder: '' };
    case 'resource': {
      const prompt = vscode.l10n.t(
        'API resource of the Management API; of a tenant in Logto Cloud its id will do',
      );
      return { prompt, placeholder: 'https://<tenant-id>.logto.app/api' };
    }
    case 'tokenUrl':
      return {
        prompt: vscode.l10n.t('Where Logto gives tokens'),
        placeholder: 'https://acme.logto.app/oidc/token',
      };
  }
}

/** Tokens come from the tenant's own host alone. */
function whereSecretGoes(origin: string): string {
  return vscode.l10n.t(
    'App Secret of the same application. It is sent to {0} alone.',
    URL.parse(origin)?.host ?? '',
  );
}

function whereSecretIsKept(choice: StoreChoice): string {
  switch (choice) {
    case 'auto':
      return vscode.l10n.t(
        'It is kept in the OS keychain, or in VS Code’s secret storage where there is no keychain.',
      );
    case 'keychain':
      return vscode.l10n.t('It is kept in the OS keychain.');
    case 'secretStorage':
      return vscode.l10n.t('It is kept in VS Code’s secret storage.');
    case 'session':
      return vscode.l10n.t('It is kept in memory only, until this window is closed.');
  }
}
