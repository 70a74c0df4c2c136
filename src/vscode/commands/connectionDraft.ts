import * as vscode from 'vscode';
import { type ConnectionField } from '../../errors.ts';
import { kindOf, toConnection, type Connection } from '../../logto/connection.ts';
import type { ConnectArgument } from '../contract.ts';
import { errorSaying } from './askText.ts';
import { explain } from '../say.ts';

/** What is known of a connection so far. */
export type Draft = Partial<Record<ConnectionField, string>> & { allowHttp?: boolean };

/** A connection as it was made, but for its secret; who insisted on plain http did so for this base URL. */
export function draftOf({
  baseUrl,
  clientId,
  tokenUrl,
  resource,
}: Connection): Omit<ConnectArgument, 'clientSecret'> {
  return { baseUrl, clientId, tokenUrl, resource, allowHttp: baseUrl.startsWith('http:') };
}

/** Takes an answer. Another base URL is another server: what was said of the old one is to be derived or asked anew. */
export function fill(draft: Draft, field: ConnectionField, value: string): void {
  const known = field === 'baseUrl' ? (tryOut({ baseUrl: value })?.baseUrl ?? value) : value;
  if (field === 'baseUrl' && known !== draft.baseUrl) {
    delete draft.tokenUrl;
    delete draft.resource;
    delete draft.allowHttp;
  }
  draft[field] = known;
}

/** What is to be said of a value, as one types. */
export function judge(
  { baseUrl = '' }: Draft,
  field: ConnectionField,
  value: string,
): vscode.InputBoxValidationMessage | undefined {
  if (value === '') return errorSaying(vscode.l10n.t('This is needed.'));
  if (field === 'clientSecret') return undefined;
  try {
    const connection = connectionOf({ baseUrl, [field]: value });
    return field === 'baseUrl' || field === 'resource' ? kindSaid(connection) : undefined;
  } catch (error) {
    return errorSaying(explain(error));
  }
}

/** The origin of the tenant, where its base URL is one. */
export function originOf({ baseUrl = '' }: Draft): string | undefined {
  return tryOut({ baseUrl })?.baseUrl;
}

/** The argument that a draft has become. */
export function toArgument({
  baseUrl = '',
  clientId = '',
  clientSecret = '',
  tokenUrl,
  resource,
  allowHttp,
}: Draft): ConnectArgument {
  return {
    ...{ baseUrl, clientId, clientSecret },
    ...(tokenUrl !== undefined && { tokenUrl }),
    ...(resource !== undefined && { resource }),
    ...(allowHttp !== undefined && { allowHttp }),
  };
}

/** Says what was understood, since one may paste more than the base URL. */
function kindSaid(connection: Connection): vscode.InputBoxValidationMessage {
  const { baseUrl, resource } = connection;
  const message =
    kindOf(connection) === 'cloud'
      ? vscode.l10n.t('A tenant of Logto Cloud: {0}', baseUrl)
      : vscode.l10n.t('A Logto of your own: {0}, API resource {1}', baseUrl, resource);
  return { message, severity: vscode.InputBoxValidationSeverity.Info };
}

function connectionOf(given: Draft & { readonly baseUrl: string }): Connection {
  return toConnection({ clientId: 'any', allowHttp: true, ...given });
}

function tryOut(given: Draft & { readonly baseUrl: string }): Connection | undefined {
  try {
    return connectionOf(given);
  } catch {
    return undefined;
  }
}
