import * as vscode from 'vscode';
import { CHANGE_KINDS } from '../../changes/filter.ts';
import { describeWithPlace, signOf } from '../../changes/text/sentences.ts';
import { touchText } from '../../changes/touched.ts';
import { oneLine } from '../../words.ts';
import type { Services } from '../services.ts';
import type { Judgements } from '../findings/judgements.ts';
import type { ListItem } from '../views/changesItems.ts';
import type { ChangesLook } from '../views/changesLook.ts';
import type { FindingItem } from '../views/judgedItems.ts';
import { filterChangesView, groupChangesView } from './arrangeChanges.ts';
import { copyChangesReport, openChangesReport } from './changesReport.ts';
import { viewCommands } from './command.ts';
import { openAllDiffs, openTextDiff } from './diffChanges.ts';

/** Commands of the Changes view and its lines. */
export function registerChangesCommands(services: Services, look: ChangesLook, judgements: Judgements): void {
  const register = viewCommands(services);
  register('groupChanges', (by?: unknown) => groupChangesView(look, by));
  register('filterChanges', (filter?: unknown) => filterChangesView(look, filter, services.comparison.value));
  register('showGainedOnly', () => look.setFilter({ kinds: CHANGE_KINDS, gainedOnly: true }));
  register('clearChangesFilter', () => look.setFilter(undefined));
  register('openTextDiff', (item?: ListItem) => openTextDiff(services, look.by, item));
  register('openAllDiffs', () => openAllDiffs(services));
  register('openChangesReport', () => openChangesReport(services, judgements));
  register('copyChangesReport', () => copyChangesReport(services, judgements));
  register('copyChange', async (item: ListItem | FindingItem) =>
    vscode.env.clipboard.writeText(textOf(item)),
  );
}

/** What a line says, as one can paste it: of a group, all that is in it. */
function textOf(item: ListItem | FindingItem): string {
  switch (item.type) {
    case 'finding':
      return item.finding.saw;
    case 'changes':
      return item.group.changes
        .map((change) => `${signOf(change)} ${oneLine(describeWithPlace(change))}\n`)
        .join('');
    case 'change':
      return oneLine(describeWithPlace(item.change));
    case 'touch':
      return oneLine(`${item.change.change.label} ${touchText(item.touch)}`);
    case 'node':
      return [item.node.label, item.node.description].filter((part) => part !== '').join(', ');
  }
}
