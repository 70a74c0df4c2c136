import * as vscode from 'vscode';
import type { ConnectionField } from '../../errors.ts';

/** How a field is asked for. */
interface Question {
  readonly prompt: string;
  readonly placeHolder: string;
}

/** The question for a field of a connection. */
export function questionOf(field: ConnectionField): Question {
  switch (field) {
    case 'baseUrl':
      return { prompt: vscode.l10n.t('The address of the tenant'), placeHolder: 'https://acme.logto.app' };
    case 'clientId': {
      const role = 'Logto Management API access';
      const prompt = vscode.l10n.t('App ID of a machine-to-machine application with the role "{0}"', role);
      return { prompt, placeHolder: vscode.l10n.t('Logto Console > Applications') };
    }
    case 'clientSecret':
      return {
        prompt: vscode.l10n.t('App Secret of the same application; it goes to the keychain'),
        placeHolder: '',
      };
    case 'resource': {
      const prompt = vscode.l10n.t('API resource of the Management API');
      return { prompt, placeHolder: 'https://<tenant-id>.logto.app/api' };
    }
    case 'tokenUrl':
      return {
        prompt: vscode.l10n.t('Where Logto gives tokens'),
        placeHolder: 'https://acme.logto.app/oidc/token',
      };
  }
}
