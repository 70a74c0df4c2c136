import * as vscode from 'vscode';
import { subjectOf, type Subject } from '../../access/text/documents.ts';
import { concernedIn } from '../../changes/concerned.ts';
import { groupChanges, type ChangeGrouping } from '../../changes/group.ts';
import type { Comparison } from '../../changes/model.ts';
import { comparedName } from '../../changes/tenants.ts';
import { timeIn } from '../../changes/text/times.ts';
import { organizationOf } from '../../snapshot/read/byId.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { number, oneLine } from '../../words.ts';
import { thingOf } from '../ask/thing.ts';
import { accessUri } from '../documents/accessUri.ts';
import { LOCAL_TIMES } from '../localTime.ts';
import type { Services } from '../services.ts';
import type { ChangeItem, ListItem } from '../views/changesItems.ts';
import { openComparison } from './openComparison.ts';
import { inform } from '../say.ts';

/** Documents shown together: VS Code computes the differences of all of them at once. */
const MOST_TOGETHER = 100;

/**
 * Opens VS Code's diff editor over who has what, before and after: of the organization or the person that a line is
 * about, or of the whole tenant.
 */
export async function openTextDiff(
  services: Services,
  by: ChangeGrouping,
  item: ListItem | undefined,
): Promise<void> {
  const comparison = openComparison(services);
  const [left, right] = [comparison.before, comparison.after].map(({ id }) => {
    const snapshot = services.snapshots.get(id);
    return accessUri(snapshot, subjectIn(snapshot, comparison, by, item));
  });
  const title = `${oneLine(nameOf(comparison, item))}: ${between(comparison)}`;
  await vscode.commands.executeCommand('vscode.diff', left, right, title);
}

/** What the document of a line is about, in one of the snapshots. */
function subjectIn(
  snapshot: Snapshot,
  comparison: Comparison,
  by: ChangeGrouping,
  item: ListItem | undefined,
): Subject {
  const thing = item?.type === 'change' ? concernedOf(snapshot, comparison, by, item) : thingOf(item);
  return (thing && subjectOf(thing.kind, thing.id)) ?? { kind: 'tenant' };
}

function concernedOf(
  snapshot: Snapshot,
  comparison: Comparison,
  by: ChangeGrouping,
  { change, thing }: ChangeItem,
): ChangeItem['thing'] {
  const { organizationId: id } = change;
  const isOfPerson = by === 'person' && thing?.kind === 'user';
  if (id !== undefined && !isOfPerson) return { kind: 'organization', id };
  return concernedIn(snapshot.info.id, change, comparison) ?? thing; // a text that says that it is not there
}

function nameOf(comparison: Comparison, item: ListItem | undefined): string {
  switch (item?.type) {
    case 'changes':
      return item.group.of === undefined ? comparedName(comparison) : item.group.title;
    case 'change':
      return item.change.organizationName ?? item.change.userLabel ?? item.change.label;
    case 'touch':
      return item.change.change.label;
    case 'node':
      return item.node.label;
    case undefined:
      return comparedName(comparison);
  }
}

/** Opens the documents of all organizations that changed in one editor; so many of them as it takes. */
export async function openAllDiffs(services: Services): Promise<void> {
  const comparison = openComparison(services);
  const ids = groupChanges(comparison.changes).flatMap(({ of }) => of?.id ?? []);
  if (ids.length === 0) {
    void inform(vscode.l10n.t('No organization changed.'));
    return;
  }
  const [before, after] = [comparison.before, comparison.after].map(({ id }) => services.snapshots.get(id));
  if (before === undefined || after === undefined) return;
  const documents = ids.slice(0, MOST_TOGETHER).map((id) => {
    const [left, right] = [before, after].map((snapshot) => documentIn(snapshot, id));
    return [right ?? left, left, right]; // the first one names it
  });
  const title = `${oneLine(comparedName(comparison))}: ${organizationsOf(ids.length)}, ${between(comparison)}`;
  await vscode.commands.executeCommand('vscode.changes', title, documents);
}

function documentIn(snapshot: Snapshot, id: string): vscode.Uri | undefined {
  if (organizationOf(snapshot, id) === undefined) return undefined;
  return accessUri(snapshot, { kind: 'organization', id });
}

function organizationsOf(total: number): string {
  return total > MOST_TOGETHER
    ? vscode.l10n.t('the first {0} of {1} changed organizations', MOST_TOGETHER, number(total))
    : vscode.l10n.t('changed organizations');
}

function between(comparison: Comparison): string {
  const time = timeIn(comparison, LOCAL_TIMES);
  return `${time(comparison.before.endedAt)} ↔ ${time(comparison.after.endedAt)}`;
}
