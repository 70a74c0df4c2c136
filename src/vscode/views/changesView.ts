import type * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../contract.ts';
import { setContext } from '../emitters.ts';
import type { Judgements } from '../findings/judgements.ts';
import type { Services } from '../services.ts';
import { ChangesLook } from './changesLook.ts';
import { messageOf, titleOf } from './changesMessage.ts';
import { ChangesTree } from './changesTree.ts';
import type { Views } from './views.ts';

/** The Changes view, and how it is grouped and filtered, for commands to change. */
export interface ChangesView {
  readonly tree: ChangesTree;
  readonly look: ChangesLook;
}

/** Fills the Changes view and keeps it true. */
export function registerChangesView(
  context: vscode.ExtensionContext,
  services: Services,
  judgements: Judgements,
  view: Views['changes'],
): ChangesView {
  const look = new ChangesLook(context.globalState);
  const tree = new ChangesTree(services, look, judgements);
  const show = (): void => {
    tree.refresh();
    const comparison = services.comparison.value;
    const isFiltered = look.filter !== undefined;
    setContext(CONTEXT_KEYS.comparing, comparison !== undefined);
    setContext(CONTEXT_KEYS.changesFiltered, isFiltered && comparison !== undefined);
    view.message = comparison === undefined ? '' : messageOf(comparison, tree.shown, isFiltered);
    view.description = comparison === undefined ? '' : titleOf(comparison, tree.shown, isFiltered);
  };
  context.subscriptions.push(look, services.comparison.onDidChange(show), look.onDidChange(show));
  context.subscriptions.push(judgements.onDidChange(() => tree.redraw()));
  return { tree, look };
}
