import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { shownSnapshots } from '../snapshots/shownSnapshot.ts';
import type { Findings } from './findings.ts';
import type { FindingLine } from './lines.ts';

/** The lines of the Findings view: what looks wrong in the snapshots that the Access view shows, judged when it is looked at. */
export function findingsTree(
  context: vscode.ExtensionContext,
  services: Services,
  findings: Findings,
): vscode.TreeDataProvider<FindingLine> {
  const changed = new vscode.EventEmitter<undefined>();
  const tree: vscode.TreeDataProvider<FindingLine> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: ({ treeItem }) => treeItem,
    getChildren: async (line) => {
      if (line !== undefined) return line.children?.() ?? [];
      const { topLines } = await import('./lines.ts');
      return topLines(findings, shownSnapshots(services));
    },
  };
  const refresh = (): void => changed.fire(undefined);
  context.subscriptions.push(
    changed,
    findings.onDidChange(refresh),
    services.tenants.onDidChange(refresh),
    services.shown.onDidChange(refresh),
    services.files.onDidChange(refresh),
    services.syncs.onDidChange((tenantId) => {
      if (services.syncs.stateOf(tenantId)?.kind === 'done') refresh();
    }),
  );
  return tree;
}
