import * as v from 'valibot';
import * as vscode from 'vscode';
import { withoutIcons } from '../ask/plainText.ts';
import type { Services } from '../services.ts';
import { SyncTerminal } from './syncTerminal.ts';

const TYPE = 'logtoAccess';
const DEFINITION = v.looseObject({ type: v.literal(TYPE), task: v.literal('sync'), tenant: v.string() });

/** Offers a task for each tenant that syncs it, and runs those of tasks.json. */
export function syncTasks(services: Services): vscode.TaskProvider {
  return {
    provideTasks: () =>
      services.tenants.list().map(({ id }) => taskFor(services, { type: TYPE, task: 'sync', tenant: id })),
    resolveTask: ({ definition, scope }) => {
      const known = v.is(DEFINITION, definition);
      return known ? taskFor(services, definition, typeof scope === 'object' ? scope : undefined) : undefined;
    },
  };
}

function taskFor(
  services: Services,
  definition: v.InferOutput<typeof DEFINITION>,
  folder?: vscode.WorkspaceFolder,
): vscode.Task {
  const { tenant } = definition;
  const name = vscode.l10n.t('Sync {0}', withoutIcons(services.tenants.get(tenant)?.name ?? tenant));
  const execution = new vscode.CustomExecution(() => Promise.resolve(new SyncTerminal(services, tenant)));
  const scope = folder ?? vscode.TaskScope.Workspace;
  return new vscode.Task(definition, scope, name, 'Logto Access', execution, []);
}
