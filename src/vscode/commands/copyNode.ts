import * as vscode from 'vscode';
import { slice, type AccessNode } from '../../access/nodes/node.ts';
import { rootNodes } from '../../access/nodes/roots.ts';
import { tableOf } from '../../access/nodes/table.ts';
import { count, number } from '../../words.ts';
import { VIEWS } from '../contract.ts';
import type { Services } from '../services.ts';
import { snapshotOf, type SourceArgument } from '../sources.ts';

/** A line that shows something of a snapshot, or a tenant or an opened file itself. */
export interface CopiedItem extends SourceArgument {
  readonly node?: AccessNode;
  /** What a line of another view is about. */
  readonly thing?: { readonly id: string };
}

/** Puts the domain id of a line on the clipboard; of an opened file that of its snapshot. */
export async function copyId({ thing, node, tenantId, snapshotId }: CopiedItem): Promise<void> {
  const id = thing?.id ?? node?.subjectId ?? node?.id ?? tenantId ?? snapshotId;
  await vscode.env.clipboard.writeText(id ?? '');
}

/** Puts what lies below a line on the clipboard, as a table. */
export async function copyTable(services: Services, item: CopiedItem): Promise<void> {
  const node = item.node ?? topOf(services, item);
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
  const nodes = rootNodes(snapshot, services.look.get());
  const label = snapshot.info.tenantName;
  return { id: '', kind: 'facts', label, description: '', children: (page) => slice(nodes, page) };
}
