import * as vscode from 'vscode';
import type { ConnectionField } from '../../errors.ts';

/** How a field is asked for. */
interface Question {
  readonly prompt: string;
  readonly placeholder: string;
}

/** The question for a field of a connection. */
export function questionOf(field: ConnectionField): Question {
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
      return {
        prompt: vscode.l10n.t('App Secret of the same application; it goes to the keychain'),
        placeholder: '',
      };
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
