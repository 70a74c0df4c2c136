import * as v from 'valibot';
import * as vscode from 'vscode';
import { count } from '../../words.ts';
import type { Memento } from '../../credentials/tenants.ts';
import type { Services, Unseen } from '../services.ts';

const KEY = 'unseenChanges';
const UNSEEN = v.object({ since: v.string(), changes: v.number() });

/** Shows on the icon of the container how many changes nobody has looked at, until the view or a comparison is seen. */
export function registerBadge(
  context: vscode.ExtensionContext,
  { unseen, comparison, tenants, catalogue }: Services,
  view: vscode.TreeView<unknown>,
): void {
  const forget = (isSeen: (tenantId: string) => boolean): void => {
    const rest = [...unseen.value].filter(([tenantId]) => !isSeen(tenantId));
    if (rest.length < unseen.value.size) unseen.set(new Map(rest));
  };
  const look = (): void => {
    if (view.visible && vscode.window.state.focused) forget(() => true);
  };
  context.subscriptions.push(
    unseen.onDidChange((changes) => {
      void context.globalState.update(KEY, [...changes]);
      view.badge = badgeOf(changes, (id) => tenants.get(id)?.name ?? id);
      look();
    }),
    view.onDidChangeVisibility(look),
    vscode.window.onDidChangeWindowState(look),
    comparison.onDidChange((shown) => forget((id) => catalogue.newest(id)?.info.id === shown?.after.id)),
    tenants.onDidChange(() => forget((tenantId) => tenants.get(tenantId) === undefined)),
  );
  unseen.set(new Map(kept(context.globalState).filter(([tenantId]) => tenants.get(tenantId) !== undefined)));
}

/** What was not looked at when the window was closed; nothing where another version wrote something else. */
function kept(memento: Memento): readonly (readonly [tenantId: string, unseen: Unseen])[] {
  const read = v.safeParse(v.array(v.tuple([v.string(), UNSEEN])), memento.get(KEY));
  return read.success ? read.output : [];
}

function badgeOf(
  unseen: ReadonlyMap<string, Unseen>,
  nameOf: (tenantId: string) => string,
): vscode.ViewBadge | undefined {
  const certain = [...unseen].filter(([, { changes }]) => changes > 0);
  if (certain.length === 0) return undefined;
  const value = certain.reduce((sum, [, { changes }]) => sum + changes, 0);
  const tenants = certain.map(([tenantId]) => nameOf(tenantId)).join(', ');
  return {
    value,
    tooltip: vscode.l10n.t('{0} in {1} that you have not looked at', count(value, 'change'), tenants),
  };
}
