import * as v from 'valibot';
import * as vscode from 'vscode';
import { AccessError, CancelledError, isHeldElsewhere, traceError, wasCancelled } from '../../errors.ts';
import { sentence } from '../../sentence.ts';
import type { ArgumentOf, CommandId, ResultOf } from '../contract.ts';
import type { Services } from '../services.ts';
import { explain, inform, showFailed } from '../say.ts';
import { isMendedInConsole, openToMend } from './openInConsole.ts';

/** A line of a view that a command was called on: what its context menu knows. */
export interface ViewItem {
  readonly type: string;
  readonly tenantId?: string;
  readonly snapshotId?: string;
  readonly organizationId?: string;
}

/** One command of the contract: what it does, and how a person gives it what it needs. */
export interface CommandParts<K extends CommandId> {
  readonly id: K;
  /** Checks an argument that a program gave. */
  readonly argument: v.GenericSchema<unknown, ArgumentOf<K>>;
  /** Does it. Asks nothing and shows no message. */
  readonly run: (argument: ArgumentOf<K>) => Promise<ResultOf<K>>;
  /** Asks a person for the argument, knowing the line it was called on and all selected; `undefined` when they cancel. */
  readonly ask: (
    item: ViewItem | undefined,
    selected: readonly ViewItem[],
  ) => Promise<ArgumentOf<K> | undefined>;
  /** Tells a person what came of it. */
  readonly tell?: (result: ResultOf<K>, argument: ArgumentOf<K>) => Promise<void> | void;
}

/** What each command does, by its id. */
export type CommandHandlers = Map<string, (...args: never[]) => unknown>;

/** Adds a command for programs and people, and gives the operation for the API. */
export function registerContractCommand<K extends CommandId>(
  services: Services,
  command: CommandParts<K>,
): (argument: ArgumentOf<K>) => Promise<ResultOf<K>> {
  const operation = async (argument: unknown): Promise<ResultOf<K>> =>
    command.run(checkArgument(command, argument));
  services.commands.set(command.id, (given?: unknown, selected?: unknown) => {
    if (given !== undefined && !isViewItem(given)) return operation(given);
    return guide(command, [given, Array.isArray(selected) ? selected.filter(isViewItem) : []], services);
  });
  return operation;
}

/** Adds commands that only views call, on their own lines. */
export function viewCommands({
  commands,
  log,
}: Services): (name: string, action: (...args: never[]) => Promise<void> | void) => void {
  return (name, action) => {
    const run = (...args: never[]): Promise<void> => showingErrors(log, async () => action(...args));
    commands.set(`logtoAccess.${name}`, run);
  };
}

async function guide<K extends CommandId>(
  command: CommandParts<K>,
  on: Parameters<CommandParts<K>['ask']>,
  services: Services,
): Promise<ResultOf<K> | undefined> {
  let argument: ArgumentOf<K> | undefined;
  const action = async (): Promise<ResultOf<K> | undefined> => {
    argument = await command.ask(...on);
    if (argument === undefined) return undefined;
    const result = await command.run(argument);
    await command.tell?.(result, argument);
    return result;
  };
  return showingErrors(services.log, action, (error) =>
    wayToMend(services, error, { ...on[0], ...argument }),
  );
}

/** A button of a message, and what it does. */
interface Way {
  readonly label: string;
  readonly go: () => Promise<void> | void;
}

/** The way to the page of a tenant's Console where what an error names is mended, where there is one. */
function wayToMend(
  services: Services,
  error: unknown,
  { tenantId = '' }: Partial<ViewItem>,
): Way | undefined {
  const tenant = services.tenants.get(tenantId);
  if (tenant === undefined || !(error instanceof AccessError)) return undefined;
  const { field } = error;
  if (!isMendedInConsole(tenant, field)) return undefined;
  return { label: vscode.l10n.t('Open in Logto Console'), go: () => openToMend(services, tenant, field) };
}

/**
 * Runs what a person asked for; what goes wrong is shown with what to do, and cancelling is not an error: at most it is said what is so then. The message
 * leads to the log, and to where the error is mended.
 */
export async function showingErrors<T>(
  log: vscode.LogOutputChannel,
  action: () => Promise<T>,
  wayOf: (error: unknown) => Way | undefined = () => undefined,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    if (isHeldElsewhere(error) || wasCancelled(error)) void inform(explain(error));
    else showFailure(log, error, wayOf(error));
    return undefined;
  }
}

function showFailure(log: vscode.LogOutputChannel, error: unknown, way: Way | undefined): void {
  log.error(traceError(error));
  const showLog = { label: vscode.l10n.t('Show Log'), go: () => log.show() };
  void showError(explain(error), way === undefined ? [showLog] : [way, showLog]);
}

async function showError(message: string, ways: readonly Way[]): Promise<void> {
  const chosen = await showFailed(message, ...ways.map(({ label }) => label));
  await ways.find(({ label }) => label === chosen)?.go();
}

function checkArgument<K extends CommandId>(command: CommandParts<K>, argument: unknown): ArgumentOf<K> {
  const result = v.safeParse(command.argument, argument);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue);
  const which = where === null ? 'argument' : `argument.${where}`;
  throw new AccessError(sentence`${command.id}: ${which} is not as expected.`, {
    code: 'argument.invalid',
    // never what was received: it may be a secret
    hint: sentence`${issue.expected ?? sentence`Another value`} was expected, not ${typeof issue.input}.`,
  });
}

function isViewItem(value: unknown): value is ViewItem {
  return typeof value === 'object' && value !== null && 'type' in value;
}
