import * as v from 'valibot';
import * as vscode from 'vscode';
import { CHANGE_KINDS, type ChangeFilter } from '../../changes/filter.ts';
import { CHANGE_GROUPINGS, type ChangeGrouping } from '../../changes/group.ts';
import type { Change } from '../../changes/model.ts';
import type { ChangesLook } from '../views/changesLook.ts';

const FILTER = v.object({ kinds: v.array(v.picklist(CHANGE_KINDS)), gainedOnly: v.boolean() });

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
  return (await vscode.window.showQuickPick(choices, { title }))?.by;
}

/** Narrows the Changes view to what a program gave, or else to what a person ticks. */
export async function filterChangesView(look: ChangesLook, given: unknown): Promise<void> {
  const filter = v.is(FILTER, given) ? given : await askForFilter(look);
  if (filter !== undefined) look.setFilter(filter);
}

async function askForFilter({ filter }: ChangesLook): Promise<ChangeFilter | undefined> {
  const words: Readonly<Record<Change['kind'], string>> = {
    added: vscode.l10n.t('Added'),
    removed: vscode.l10n.t('Removed'),
    changed: vscode.l10n.t('Changed'),
  };
  const kinds = CHANGE_KINDS.map((kind) => ({
    ...{ label: words[kind], only: [kind], picked: filter?.kinds.includes(kind) ?? true },
  }));
  const label = vscode.l10n.t('Only access that was gained');
  const gained = { label, only: [], picked: filter?.gainedOnly ?? false };
  const options = { title: vscode.l10n.t('Filter the Changes view'), canPickMany: true } as const;
  const chosen = await vscode.window.showQuickPick([...kinds, gained], options);
  return (
    chosen && {
      kinds: chosen.flatMap(({ only }) => only),
      gainedOnly: chosen.includes(gained),
    }
  );
}
