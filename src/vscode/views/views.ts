import * as vscode from 'vscode';
import { VIEWS } from '../contract.ts';
import type { AccessItem } from './accessItems.ts';
import type { AnswerItem } from './answerTree.ts';
import type { ChangesItem } from './changesItems.ts';
import type { FindingLine } from '../findings/lines.ts';
import { LazyTree } from './lazyTree.ts';
import type { SnapshotsItem } from './snapshotsItems.ts';

/** What stands in each view. */
interface ViewItems {
  readonly access: AccessItem;
  readonly answer: AnswerItem;
  readonly snapshots: SnapshotsItem;
  readonly changes: ChangesItem;
  readonly findings: FindingLine;
}

export type Views = { readonly [Name in keyof ViewItems]: vscode.TreeView<ViewItems[Name]> };
export type Trees = { readonly [Name in keyof ViewItems]: vscode.TreeDataProvider<ViewItems[Name]> };

/** Creates the views, whose trees are loaded when somebody looks at one. */
export function createViews(load: () => Promise<Trees>): Views {
  return {
    access: createView(VIEWS.access, async () => (await load()).access, {
      showCollapseAll: true,
      canSelectMany: true,
    }),
    answer: createView(VIEWS.answer, async () => (await load()).answer, {
      showCollapseAll: true,
      canSelectMany: true,
    }),
    snapshots: createView(VIEWS.snapshots, async () => (await load()).snapshots, { canSelectMany: true }),
    changes: createView(VIEWS.changes, async () => (await load()).changes, { showCollapseAll: true }),
    findings: createView(VIEWS.findings, async () => (await load()).findings, { showCollapseAll: true }),
  };
}

function createView<T>(
  id: string,
  load: () => Promise<vscode.TreeDataProvider<T>>,
  options: Pick<vscode.TreeViewOptions<T>, 'showCollapseAll' | 'canSelectMany'>,
): vscode.TreeView<T> {
  return vscode.window.createTreeView(id, { treeDataProvider: new LazyTree(load), ...options });
}
