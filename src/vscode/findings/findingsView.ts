import * as vscode from 'vscode';
import { VIEWS } from '../contract.ts';
import type { Services } from '../services.ts';
import { shownSnapshots } from '../shownSnapshot.ts';
import type { Findings } from './findings.ts';
import type { FindingLine } from './lines.ts';

/** The Findings view: what looks wrong in the snapshots that the Access view shows. Judged when it is first looked at. */
export function registerFindingsView(
  context: vscode.ExtensionContext,
  services: Services,
  findings: Findings,
): void {
  const changed = new vscode.EventEmitter<undefined>();
  const treeDataProvider: vscode.TreeDataProvider<FindingLine> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: ({ treeItem }) => treeItem,
    getChildren: async (line) => {
      if (line !== undefined) return line.children?.() ?? [];
      const { topLines } = await import('./lines.ts');
      return topLines(findings, shownSnapshots(services));
    },
  };
  const view = vscode.window.createTreeView(VIEWS.findings, { treeDataProvider, showCollapseAll: true });
  const refresh = (): void => changed.fire(undefined);
  context.subscriptions.push(
    changed,
    view,
    findings.onDidChange(refresh),
    services.tenants.onDidChange(refresh),
    services.shown.onDidChange(refresh),
    services.files.onDidChange(refresh),
    services.syncs.onDidChange((tenantId) => {
      if (services.syncs.stateOf(tenantId)?.kind === 'done') refresh();
    }),
  );
}
