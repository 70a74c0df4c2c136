import * as vscode from 'vscode';
import { notThere } from '../../access/target.ts';
import type { Memento } from '../../credentials/tenants.ts';
import { traceError } from '../../errors.ts';
import { CONTEXT_KEYS } from '../contract.ts';
import { setContext } from '../emitters.ts';
import { prepareFilter } from './prepareFilter.ts';
import type { Services } from '../services.ts';
import type { SyncState } from '../syncs/syncs.ts';
import { idOf, wayTo, type AccessItem } from './accessItems.ts';
import { messageOf, titleOf } from './accessMessage.ts';
import { AccessTree } from './accessTree.ts';
import { follow, itemOf, type AccessTarget } from './reveal.ts';
import { Toggled } from './toggled.ts';
import type { Views } from './views.ts';

/** The Access view, for features that lead to it. */
export interface AccessView {
  readonly tree: AccessTree;
  /**
   * Selects a line and expands what is above it, on whichever page it lies; clears a filter that hides it. An
   * error says that the view does not have it.
   */
  reveal(target: AccessTarget): Promise<void>;
}

/** Fills the Access view and keeps it true. */
export function registerAccessView(
  context: vscode.ExtensionContext,
  services: Services,
  view: Views['access'],
): AccessView {
  const tree = new AccessTree(services, new Toggled(context.workspaceState));
  const show = (): void => {
    const preparing = prepareFilter(services, services.look.get().filter);
    if (preparing === undefined) tell();
    else preparing.then(tell).catch((error: unknown) => services.log.warn(traceError(error)));
  };
  const tell = (): void => {
    view.message = messageOf(services);
    view.description = titleOf(services) ?? '';
    setContext(CONTEXT_KEYS.filtered, services.look.get().filter !== undefined);
  };
  const showAnew = (): void => {
    tree.forgetJumps();
    tree.refresh();
    show();
  };
  context.subscriptions.push(
    view.onDidChangeVisibility(show),
    view.onDidExpandElement(({ element }) => tree.toggle(element, true)),
    view.onDidCollapseElement(({ element }) => tree.toggle(element, false)),
    services.tenants.onDidChange(showAnew),
    services.shown.onDidChange(showAnew),
    services.files.onDidChange(showAnew),
    services.look.onDidChange(showAnew),
    services.syncs.onDidChange((tenantId) => {
      show();
      if (!isUnderWay(services.syncs.stateOf(tenantId))) tree.refresh();
    }),
    rememberSelection(tree, view, context.workspaceState),
  );
  show();
  return { tree, reveal: (target) => reveal(tree, view, services, target) };
}

async function reveal(
  tree: AccessTree,
  view: vscode.TreeView<AccessItem>,
  services: Services,
  target: AccessTarget,
): Promise<void> {
  await prepareFilter(services, services.look.get().filter);
  let item = itemOf(tree, services, target);
  if (item === undefined && services.look.get().filter !== undefined) {
    services.look.filter(undefined);
    item = itemOf(tree, services, target);
  }
  if (item === undefined) throw notThere(target.kind, target.id);
  await view.reveal(item, { select: true, focus: true, expand: true });
}

const SELECTED = 'selectedLine';

/** Selects after a reload what was selected before it, as soon as the view is looked at. */
function rememberSelection(
  tree: AccessTree,
  view: vscode.TreeView<AccessItem>,
  memento: Memento,
): vscode.Disposable {
  const restore = async (): Promise<void> => {
    const kept = memento.get(SELECTED);
    if (!isKept(kept)) return;
    const root = tree.childrenOf().find((one) => idOf(one) === kept.root);
    const item = follow(tree, root, kept.keys) ?? root;
    if (item !== undefined) await view.reveal(item, { select: true, focus: false });
  };
  let restored = false;
  const restoreOnce = (): void => {
    if (restored || !view.visible) return;
    restored = true;
    restore().catch(() => undefined); // what was selected is no longer there, or cannot be read
  };
  restoreOnce();
  return vscode.Disposable.from(
    view.onDidChangeVisibility(restoreOnce),
    view.onDidChangeSelection(({ selection: [item] }) => {
      if (item === undefined || item.type === 'message') return;
      void memento.update(SELECTED, { root: rootIdOf(tree, item), keys: wayTo(item) });
    }),
  );
}

function rootIdOf(tree: AccessTree, item: AccessItem): string {
  const parent = tree.getParent(item);
  return parent === undefined ? idOf(item) : rootIdOf(tree, parent);
}

function isKept(kept: unknown): kept is { readonly root: string; readonly keys: readonly string[] } {
  return (
    typeof kept === 'object' && kept !== null && 'root' in kept && 'keys' in kept && Array.isArray(kept.keys)
  );
}

/** Whether a sync has told of progress: the lines change when it starts and when it ends, and not in between. */
function isUnderWay(state: SyncState | undefined): boolean {
  return state?.kind === 'running' && state.progress !== undefined;
}
