import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../contract.ts';
import { setContext } from '../emitters.ts';
import type { OpenAnswer, Services } from '../services.ts';
import { describeSource } from '../snapshots/sources.ts';
import { AnswerTree } from './answerTree.ts';
import type { Views } from './views.ts';

/** Fills the Answer view while there is an answer. */
export function registerAnswerView(
  context: vscode.ExtensionContext,
  services: Services,
  view: Views['answer'],
): AnswerTree {
  const tree = new AnswerTree();
  const clearWhereGone = (): void => {
    if (services.answer.value !== undefined && !isThere(services, services.answer.value))
      services.answer.set(undefined);
  };
  context.subscriptions.push(
    services.answer.onDidChange((open) => show(services, view, tree, open)),
    services.tenants.onDidChange(clearWhereGone),
    services.files.onDidChange(clearWhereGone),
    services.catalogue.onDidChange(clearWhereGone),
    services.syncs.onDidChange((tenantId) => {
      if (services.syncs.stateOf(tenantId)?.kind === 'done') clearWhereGone(); // another window may have pruned
    }),
  );
  return tree;
}

function show(
  { snapshots }: Services,
  view: vscode.TreeView<unknown>,
  tree: AnswerTree,
  open: OpenAnswer | undefined,
): void {
  setContext(CONTEXT_KEYS.hasAnswer, open !== undefined);
  setContext(CONTEXT_KEYS.answerCompares, open?.question.ask === 'compare');
  if (open === undefined) {
    tree.show(undefined);
    return;
  }
  const snapshot = snapshots.get(open.snapshotId);
  const { answer } = open;
  view.description = answer.summary;
  const lacks = answer.mayLack.map((lack) => vscode.l10n.t('Incomplete: {0}', lack));
  // not in the title, which workbenches show with other capitals
  view.message = [`${answer.title}: ${answer.summary}`, describeSource(snapshot), ...lacks].join('. ');
  tree.show({ ...open, tenantId: snapshot.info.tenantId });
}

/** Whether the snapshot of an answer can still be read. */
function isThere({ snapshots }: Services, { snapshotId }: OpenAnswer): boolean {
  try {
    snapshots.fileOf(snapshotId);
    return true;
  } catch {
    return false;
  }
}
