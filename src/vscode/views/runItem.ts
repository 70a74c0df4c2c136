import * as vscode from 'vscode';
import { summaryLine } from '../../changes/text/sentences.ts';
import { changesIn } from '../../changes/summary.ts';
import type { Delta } from '../../snapshot/store/facts.ts';
import { isComplete, missingIn } from '../../snapshot/lacks/holes.ts';
import { count, duration, number } from '../../words.ts';
import { beside } from './isolated.ts';
import type { RunItem } from './snapshotsItems.ts';
import { spoken } from './spoken.ts';

/** How the line of a run looks: what a narrow view has no room for comes last, and is in the tooltip. */
export function runTreeItem(run: RunItem): vscode.TreeItem {
  const { stored, snapshotId, time, shown } = run;
  const { label, pinned } = stored.facts;
  const title = label ?? time;
  const item = new vscode.TreeItem(title);
  item.id = snapshotId;
  item.contextValue = `${pinned === true ? 'snapshotPinned' : 'snapshot'}${run.isFirst ? '.first' : ''}`;
  item.iconPath = iconOf(run);
  item.description = beside(wordsOf(run).join(', '));
  const showing = shown ? [vscode.l10n.t('shown in the Access view')] : [];
  const differing = run.delta === undefined || changesIn(run.delta) === 0 ? [] : [inWords(run.delta)];
  const told = [vscode.l10n.t('snapshot'), ...differing, ...missingIn(stored.info), ...showing];
  item.accessibilityInformation = spoken(item, ...told);
  return item;
}

/** The line of a run's tooltip that says how it differs from the one before. */
export function deltaSentence(delta: Delta): string {
  const unsure =
    delta.unsure === 0
      ? ''
      : `; ${count(delta.unsure, 'difference')} cannot be judged, since one is incomplete`;
  return `Against the one before: ${differs(delta, inWords)}${unsure}`;
}

/** What stands beside the title of a run. */
function wordsOf({ stored, time, delta, shown, waits }: RunItem): string[] {
  const { label, pinned } = stored.facts;
  const { counts, workedMs } = stored.info;
  const incomplete = !isComplete(stored.info);
  return [
    ...(incomplete && shown ? [vscode.l10n.t('shown')] : []), // since the icon warns instead
    ...(incomplete ? [vscode.l10n.t('incomplete')] : []),
    ...(waits ? [vscode.l10n.t('not shown: most of the one before is gone')] : []),
    ...(delta === undefined ? [] : [differs(delta, summaryLine)]),
    ...(label === undefined ? [] : [time]),
    ...(pinned === true ? [vscode.l10n.t('pinned')] : []),
    ...[count(counts.users, 'user'), count(counts.memberships, 'membership'), duration(workedMs)],
  ];
}

function differs(delta: Delta, write: (delta: Delta) => string): string {
  if (changesIn(delta) > 0) return write(delta);
  return delta.same === true ? vscode.l10n.t('no changes') : vscode.l10n.t('no certain changes');
}

function inWords({ added, removed, changed }: Delta): string {
  return `${number(added)} added, ${number(removed)} removed, ${number(changed)} changed`;
}

function iconOf({ stored, shown, waits }: RunItem): vscode.ThemeIcon {
  if (!isComplete(stored.info) || waits)
    return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  if (shown) return new vscode.ThemeIcon('eye');
  return new vscode.ThemeIcon(stored.facts.pinned === true ? 'pinned' : 'history');
}
