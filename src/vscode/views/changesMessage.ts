import * as vscode from 'vscode';
import type { Comparison } from '../../changes/model.ts';
import { notComparedSentence } from '../../changes/text/notCompared.ts';
import { isSame } from '../../changes/same.ts';
import { summaryLine } from '../../changes/text/sentences.ts';
import { areOfTwoTenants, comparedName, placeOf } from '../../changes/tenants.ts';
import { timeIn } from '../../changes/text/times.ts';
import { unsureSentence } from '../../changes/text/unsure.ts';
import { vanishedSentence } from '../../changes/text/vanished.ts';
import { number } from '../../words.ts';
import { LOCAL_TIMES } from '../localTime.ts';

/** What stands beside the title of the view: how much changed, or how much of it a filter leaves. */
export function titleOf({ summary, changes }: Comparison, shown: number, isFiltered: boolean): string {
  if (!isFiltered) return changes.length === 0 ? '' : summaryLine(summary);
  return vscode.l10n.t('Showing {0} of {1}', number(shown), number(changes.length));
}

/** What the view says above its lines: what a filter leaves, and what was compared. */
export function messageOf(comparison: Comparison, shown: number, isFiltered: boolean): string {
  const told = compared(comparison);
  return isFiltered ? `${titleOf(comparison, shown, isFiltered)}. ${told}` : told;
}

/** What was compared, what cannot be judged, and a warning where it is not one tenant at two times. */
function compared(comparison: Comparison): string {
  const time = timeIn(comparison, LOCAL_TIMES);
  const vanished = vanishedSentence(comparison, { time });
  const unsure = unsureSentence(comparison, { time, most: 0 });
  const caveats = [vanished, unsure, notComparedSentence(comparison)].filter(
    (caveat) => caveat !== undefined,
  );
  const told =
    caveats.length === 0 ? headline(comparison) : `${[headline(comparison), ...caveats].join('. ')}.`;
  const { before, after, byName } = comparison;
  if (!byName && !areOfTwoTenants(comparison)) return told;
  const warning = byName
    ? vscode.l10n.t(
        'These snapshots are of two tenants, {0} and {1}, whose ids cannot match: their roles and permissions are compared, by name.',
        ...[placeOf(before), placeOf(after)],
      )
    : vscode.l10n.t(
        'These snapshots are of two tenants, {0} and {1}, that have ids in common.',
        ...[placeOf(before), placeOf(after)],
      );
  return `${warning} ${told}`;
}

function headline(comparison: Comparison): string {
  const { before, after, summary, changes } = comparison;
  const name = comparedName(comparison);
  const time = timeIn(comparison, LOCAL_TIMES);
  const [from, to] = [time(before.endedAt), time(after.endedAt)];
  if (changes.length > 0)
    return vscode.l10n.t('{0}: {1} from {2} to {3}', name, summaryLine(summary), from, to);
  if (isSame(comparison)) return vscode.l10n.t('{0}: no difference between {1} and {2}', name, from, to);
  return vscode.l10n.t('{0}: no certain difference between {1} and {2}', name, from, to);
}
