import * as v from 'valibot';
import * as vscode from 'vscode';
import { CHANGE_KINDS, type ChangeFilter } from '../../changes/filter.ts';
import { CHANGE_GROUPINGS, type ChangeGrouping } from '../../changes/group.ts';
import type { Change, Comparison, Subject } from '../../changes/model.ts';
import { ALL_SUBJECTS, subjectTitle } from '../../changes/text/sentences.ts';
import { number } from '../../words.ts';
import { choose, tick } from '../ask/choose.ts';
import type { ChangesLook } from '../views/changesLook.ts';

const FILTER = v.object({
  kinds: v.array(v.picklist(CHANGE_KINDS)),
  gainedOnly: v.boolean(),
  subjects: v.exactOptional(v.array(v.picklist(ALL_SUBJECTS))),
});

/** Groups the Changes view as a program gave, or else as a person chooses; it is remembered. */
export async function groupChangesView(look: ChangesLook, given: unknown): Promise<void> {
  const by = CHANGE_GROUPINGS.find((one) => one === given) ?? (await askForGrouping(look));
  if (by !== undefined) await look.group(by);
}

async function askForGrouping(look: ChangesLook): Promise<ChangeGrouping | undefined> {
  const words: Readonly<Record<ChangeGrouping, string>> = {
    organization: vscode.l10n.t('By organization'),
    person: vscode.l10n.t('By person'),
    kind: vscode.l10n.t('By kind: added, removed, changed'),
    subject: vscode.l10n.t('By what changed: users, memberships, roles, …'),
  };
  const choices = CHANGE_GROUPINGS.map((by) => ({
    ...{ label: words[by], by },
    ...(look.by === by && { description: vscode.l10n.t('now') }),
  }));
  const title = vscode.l10n.t('Group the Changes view');
  return (await choose(choices, { title }))?.by;
}

/** Narrows the Changes view to what a program gave, or else to what a person ticks. */
export async function filterChangesView(
  look: ChangesLook,
  given: unknown,
  comparison: Comparison | undefined,
): Promise<void> {
  const filter = v.is(FILTER, given) ? given : await askForFilter(look, comparison?.changes ?? []);
  if (filter !== undefined) look.setFilter(filter);
}

/** A line of the box, and what it adds to the filter. */
interface Choice extends vscode.QuickPickItem {
  readonly kinds?: readonly Change['kind'][];
  readonly subjects?: readonly Subject[];
}

async function askForFilter(
  { filter }: ChangesLook,
  changes: readonly Change[],
): Promise<ChangeFilter | undefined> {
  const label = vscode.l10n.t('Only access that was gained');
  const gained: Choice = { label, picked: filter?.gainedOnly ?? false };
  const kind = vscode.QuickPickItemKind.Separator;
  const subjects = subjectChoices(filter, changes);
  const only =
    subjects.length === 0 ? [] : [{ label: vscode.l10n.t('Only these, where any is ticked'), kind }];
  const options = { title: vscode.l10n.t('Filter the Changes view') };
  const choices: readonly Choice[] = [...kindChoices(filter), gained, ...only, ...subjects];
  const chosen = await tick(choices, options);
  if (chosen === undefined) return undefined;
  const wanted = chosen.flatMap((choice) => choice.subjects ?? []);
  return {
    kinds: chosen.flatMap((choice) => choice.kinds ?? []),
    gainedOnly: chosen.includes(gained),
    ...(wanted.length > 0 && { subjects: wanted }),
  };
}

function kindChoices(filter: ChangeFilter | undefined): Choice[] {
  const words: Readonly<Record<Change['kind'], string>> = {
    added: vscode.l10n.t('Added'),
    removed: vscode.l10n.t('Removed'),
    changed: vscode.l10n.t('Changed'),
  };
  return CHANGE_KINDS.map((kind) => ({
    ...{ label: words[kind], kinds: [kind], picked: filter?.kinds.includes(kind) ?? true },
  }));
}

/** The kinds of things that changed, and how often, with those that are filtered by already. */
function subjectChoices(filter: ChangeFilter | undefined, changes: readonly Change[]): Choice[] {
  return ALL_SUBJECTS.map((subject) => ({
    ...{ label: subjectTitle(subject), subjects: [subject] },
    picked: filter?.subjects?.includes(subject) ?? false,
    changes: changes.filter((change) => change.subject === subject).length,
  }))
    .filter(({ picked, changes }) => picked || changes > 0)
    .map(({ changes, ...choice }) => ({ ...choice, description: number(changes) }));
}
