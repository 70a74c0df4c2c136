import * as vscode from 'vscode';
import { AccessError, describeError, type ConnectionField } from '../../errors.ts';
import { toConnection } from '../../logto/connection.ts';
import type { ConnectArgument } from '../contract.ts';
import { questionOf } from './connectionQuestions.ts';
import { cancellable, confirm } from '../say.ts';

/** What is known of a connection so far. */
export type Draft = Partial<Record<ConnectionField, string>> & { allowHttp?: boolean };

/** What is asked, and what is known already. */
interface Asking {
  readonly known: Readonly<Draft>;
  readonly fields: readonly ConnectionField[];
  readonly title: string;
}

const ALL: readonly ConnectionField[] = ['baseUrl', 'clientId', 'clientSecret'];

/**
 * Asks for a connection, field by field, and tries it. When it does not work, the field that the error names is asked
 * for again, with the error above it, until it works or the person gives up.
 */
export async function askForConnection(
  prove: (argument: ConnectArgument, signal: AbortSignal) => Promise<void>,
  { known = {}, fields = ALL, title = vscode.l10n.t('Connect a Logto tenant') }: Partial<Asking> = {},
): Promise<ConnectArgument | undefined> {
  const draft = { ...known };
  for (const [step, field] of fields.entries()) {
    const steps = fields.length === 1 ? '' : ` (${step + 1}/${fields.length})`;
    if (!(await askField(draft, field, `${title}${steps}`))) return undefined;
  }
  for (;;) {
    const failure = await attempt(draft, prove);
    if (failure === undefined) return toArgument(draft);
    if (!(await mend(draft, failure, title))) return undefined;
  }
}

async function attempt(
  draft: Draft,
  prove: (argument: ConnectArgument, signal: AbortSignal) => Promise<void>,
): Promise<AccessError | undefined> {
  const options = cancellable(vscode.l10n.t('Connecting to {0} …', draft.baseUrl ?? ''));
  return vscode.window.withProgress(options, async (_, cancellation) => {
    const abort = new AbortController();
    cancellation.onCancellationRequested(() => abort.abort());
    try {
      await prove(toArgument(draft), abort.signal);
      return undefined;
    } catch (error) {
      if (error instanceof AccessError && error.code !== 'cancelled') return error;
      throw error;
    }
  });
}

/** Asks anew for what the error names; an error that names nothing is shown, and ends the attempt. */
async function mend(draft: Draft, failure: AccessError, title: string): Promise<boolean> {
  if (failure.code === 'connection.plain_http' && (await insistsOnHttp(failure))) {
    draft.allowHttp = true;
    return true;
  }
  if (failure.field === undefined) throw failure;
  return askField(draft, failure.field, vscode.l10n.t('{0}: mend this', title), describeError(failure));
}

async function insistsOnHttp(failure: AccessError): Promise<boolean> {
  const insist = vscode.l10n.t('Connect Unencrypted');
  return (await confirm(failure.message, failure.hint ?? '', insist)) === insist;
}

async function askField(
  draft: Draft,
  field: ConnectionField,
  title: string,
  problem?: string,
): Promise<boolean> {
  const { prompt, placeHolder } = questionOf(field);
  const password = field === 'clientSecret';
  const value = await vscode.window.showInputBox({
    ...{ title, placeHolder, password, ignoreFocusOut: true },
    prompt: problem ?? prompt,
    value: password ? '' : (draft[field] ?? ''),
    validateInput: (input) => problemWith(draft, field, input),
  });
  if (value === undefined) return false;
  fill(draft, field, value.trim());
  return true;
}

/** Another base URL is another server: what was said of the old one is forgotten, to be derived or asked anew. */
function fill(draft: Draft, field: ConnectionField, value: string): void {
  if (field === 'baseUrl' && value !== draft.baseUrl) {
    delete draft.tokenUrl;
    delete draft.resource;
    delete draft.allowHttp;
  }
  draft[field] = value;
}

/** What is wrong with a value, as one types; undefined where nothing is. */
function problemWith({ baseUrl = '' }: Draft, field: ConnectionField, value: string): string | undefined {
  if (value.trim() === '') return vscode.l10n.t('This is needed.');
  if (field === 'clientSecret') return undefined;
  try {
    toConnection({ baseUrl, clientId: 'any', allowHttp: true, [field]: value });
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}

function toArgument({
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
