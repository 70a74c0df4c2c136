import * as vscode from 'vscode';
import { cloudConsoleOf, consolePageOf } from '../../credentials/console.ts';
import { AccessError, wasCancelled, type ConnectionField } from '../../errors.ts';
import type { ConnectArgument } from '../contract.ts';
import { cancellable, confirm, explain, translated } from '../say.ts';
import { askText, type Typed } from './askText.ts';
import { fill, judge, originOf, toArgument, type Draft } from './connectionDraft.ts';
import { questionOf } from './connectionQuestions.ts';

/** What is asked, and what is known already. */
interface Asking {
  readonly known: Readonly<Draft>;
  readonly fields: readonly ConnectionField[];
  readonly title: string;
  /** Where the Console of the tenant is; that of a tenant in Logto Cloud is known anyway. */
  readonly consoleUrl: string | undefined;
  /** Whether a question was asked before, to which one may go back. */
  readonly canGoBack: boolean;
}

/** Where a person is: which fields are asked for, at which of them they are, and why they are there again. */
interface Place {
  readonly fields: readonly ConnectionField[];
  readonly at: number;
  readonly failure?: AccessError;
}

type Prove = (argument: ConnectArgument, signal: AbortSignal) => Promise<void>;

/** Fields in the order in which they are asked for; the last two only where they do not follow from the first. */
const ORDER: readonly ConnectionField[] = ['baseUrl', 'clientId', 'clientSecret', 'tokenUrl', 'resource'];

/**
 * Asks for a connection in steps, back and forth, and tries it. When it does not work, the field that the error names
 * is asked for again, with the error above it, until it works or the person gives up. What was typed is kept meanwhile.
 */
export async function askForConnection(
  prove: Prove,
  asking: Partial<Omit<Asking, 'canGoBack'>> = {},
): Promise<ConnectArgument | undefined> {
  const asked = await askAfterQuestion(prove, { ...asking, canGoBack: false });
  return asked === 'back' ? undefined : asked;
}

/** The same, after a question to which one may go back. */
export async function askAfterQuestion(
  prove: Prove,
  {
    known = {},
    fields = ORDER.slice(0, 3),
    title = vscode.l10n.t('Connect a Logto tenant'),
    consoleUrl,
    canGoBack = true,
  }: Partial<Asking> = {},
): Promise<ConnectArgument | 'back' | undefined> {
  const asking = { known, fields, title, consoleUrl, canGoBack };
  const draft = { ...known };
  let place: Place = { fields, at: 0 };
  for (;;) {
    const answer = await askField(asking, draft, place);
    const next = answer && nextPlace(place, answer);
    if (next === undefined || next === 'back') return next;
    if (next !== 'try') {
      place = next;
      continue;
    }
    const failure = await attempt(draft, prove);
    if (failure === undefined) return toArgument(draft);
    place = placeToMend(place.fields, failure);
  }
}

/** After an answer comes the next question; after one that was asked for again, another try. */
function nextPlace({ fields, at, failure }: Place, { wentBack }: Typed): Place | 'back' | 'try' {
  if (wentBack) return at === 0 ? 'back' : { fields, at: at - 1 };
  return failure === undefined && at + 1 < fields.length ? { fields, at: at + 1 } : 'try';
}

/** Asks anew for what the error names; where it names nothing, the last answer may be given again. */
function placeToMend(asked: readonly ConnectionField[], failure: AccessError): Place {
  const { field = asked.at(-1) } = failure;
  const fields = ORDER.filter((one) => one === field || asked.includes(one));
  return { fields, at: fields.findIndex((one) => one === field), failure };
}

async function askField(
  { title, canGoBack, consoleUrl }: Asking,
  draft: Draft,
  { fields, at, failure }: Place,
): Promise<Typed | undefined> {
  const field = fields[at] ?? 'baseUrl';
  const isSecret = field === 'clientSecret';
  const answer = await askText({
    ...{ title, isSecret, ...questionOf(field, originOf(draft)), step: at + 1, totalSteps: fields.length },
    // a secret that was refused cannot be seen, and so not be mended
    value: isSecret && failure !== undefined ? '' : (draft[field] ?? ''),
    failure: failure && explain(failure),
    judge: (value) => judge(draft, field, value),
    canGoBack: at > 0 || canGoBack,
    page: pageFor(field, draft, consoleUrl),
  });
  if (answer !== undefined) fill(draft, field, answer.value);
  return answer;
}

/** Where in the tenant's Console a field is to be read. */
function pageFor(
  field: ConnectionField,
  draft: Draft,
  given: string | undefined,
): { tooltip: string; url: string } | undefined {
  const consoleUrl = given ?? cloudConsoleOf({ ...draft, baseUrl: originOf(draft) ?? '' });
  if (consoleUrl === undefined) return undefined;
  const url = consolePageOf(consoleUrl, field, field === 'clientId' ? undefined : draft.clientId);
  return { tooltip: vscode.l10n.t('Open in Logto Console'), url };
}

/** Tries it, unencrypted too where the person insists; gives why it does not work. */
async function attempt(draft: Draft, prove: Prove): Promise<AccessError | undefined> {
  const failure = await attemptOnce(draft, prove);
  if (failure?.code !== 'connection.plain_http' || !(await insistsOnHttp(failure))) return failure;
  draft.allowHttp = true;
  return attemptOnce(draft, prove);
}

function attemptOnce(draft: Draft, prove: Prove): Thenable<AccessError | undefined> {
  const options = cancellable(vscode.l10n.t('Connecting to {0} …', draft.baseUrl ?? ''));
  return vscode.window.withProgress(options, async (_, cancellation) => {
    const abort = new AbortController();
    cancellation.onCancellationRequested(() => abort.abort());
    try {
      await prove(toArgument(draft), abort.signal);
      return undefined;
    } catch (error) {
      if (error instanceof AccessError && !wasCancelled(error)) return error;
      throw error;
    }
  });
}

async function insistsOnHttp(failure: AccessError): Promise<boolean> {
  const insist = vscode.l10n.t('Connect Unencrypted');
  return (
    (await confirm(translated(failure.said.message), translated(failure.said.hint ?? ''), insist)) === insist
  );
}
