import * as vscode from 'vscode';
import { slice, type AccessNode } from '../../access/nodes/node.ts';
import { rootNodes } from '../../access/nodes/roots.ts';
import { tableOf } from '../../access/nodes/table.ts';
import { count, number } from '../../words.ts';
import { VIEWS } from '../contract.ts';
import type { Services } from '../services.ts';
import { snapshotOf, type SourceArgument } from '../snapshots/sources.ts';

/** A line that shows something of a snapshot, or a tenant or an opened file itself. */
export interface CopiedItem extends SourceArgument {
  readonly node?: AccessNode;
  /** What a line of another view is about. */
  readonly thing?: { readonly id: string };
}

/** Puts the domain ids of a line, or of all selected ones, on the clipboard: one a line. */
export async function copyId(item: CopiedItem, selected: readonly CopiedItem[] = [item]): Promise<void> {
  await vscode.env.clipboard.writeText(selected.map(idOf).filter(Boolean).join('\n'));
}

/** Of an opened file that of its snapshot. */
function idOf({ thing, node, tenantId, snapshotId }: CopiedItem): string {
  return thing?.id ?? node?.subjectId ?? node?.id ?? tenantId ?? snapshotId ?? '';
}

/** Puts what lies below a line on the clipboard, as a table; where several are selected, those themselves. */
export async function copyTable(
  services: Services,
  item: CopiedItem,
  selected: readonly CopiedItem[] = [],
): Promise<void> {
  const chosen = selected.length > 1 ? selected.flatMap(({ node }) => node ?? []) : [];
  const node = chosen.length > 1 ? groupOf('', chosen) : (item.node ?? topOf(services, item));
  const { markdown, rows, total } = await vscode.window.withProgress(
    { location: { viewId: VIEWS.access } },
    () => tableOf(node),
  );
  await vscode.env.clipboard.writeText(markdown);
  const copied =
    rows < total
      ? vscode.l10n.t('Copied the first {0} of {1}', count(rows, 'row'), number(total))
      : vscode.l10n.t('Copied {0}', count(rows, 'row'));
  vscode.window.setStatusBarMessage(copied, 5000);
}

/** What the view shows below a tenant or an opened file. */
function topOf(services: Services, item: CopiedItem): AccessNode {
  const snapshot = snapshotOf(services, item);
  return groupOf(snapshot.info.tenantName, rootNodes(snapshot, services.look.get()));
}

function groupOf(label: string, nodes: readonly AccessNode[]): AccessNode {
  return { id: '', kind: 'facts', label, description: '', children: (page) => slice(nodes, page) };
}
