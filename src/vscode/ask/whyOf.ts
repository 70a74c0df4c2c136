import * as vscode from 'vscode';
import { explain, type Explanation } from '../../access/explain.ts';
import type { WhyQuestion } from '../../access/question.ts';
import { permissionLabel } from '../../snapshot/read/roles.ts';
import { labelOf } from '../../access/things.ts';
import type { HolderId } from '../../snapshot/read/accessOf.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, oneLine } from '../../words.ts';
import { choose } from './choose.ts';
import { THING_ICONS } from './icons.ts';

/** What of somebody's access is asked about. */
type Part = Pick<WhyQuestion, 'organizationId' | 'scopeId'>;

interface Choice extends vscode.QuickPickItem {
  readonly part?: Part;
}

/**
 * Lets a person choose of what somebody's access they want to know why: of all of it, in one organization, or of one
 * permission; and of an organization, of which permission there. Undefined where they leave the list.
 */
export async function askWhyOf(snapshot: Snapshot, holder: HolderId): Promise<Part | undefined> {
  const explanation = explain(snapshot, holder);
  if (explanation.paths.length === 0) return {};
  const title = vscode.l10n.t('Why {0} has access', labelOf(snapshot, holder.kind, holder.id));
  const everything: Choice = { label: vscode.l10n.t('Everything'), part: {}, iconPath: icon('list-tree') };
  const part = await choosePart(title, [
    everything,
    ...organizationChoices(explanation),
    ...permissionChoices(explanation, {}),
  ]);
  if (part?.organizationId === undefined) return part;
  const there = permissionChoices(explanation, part);
  return there.length === 0 ? part : choosePart(title, [{ ...everything, part }, ...there]);
}

async function choosePart(title: string, choices: readonly Choice[]): Promise<Part | undefined> {
  const placeHolder = vscode.l10n.t('All of it, or in which organization, or which permission?');
  return (await choose(choices, { title, placeHolder }))?.part;
}

function organizationChoices({ paths }: Explanation): Choice[] {
  const organizations = new Map(paths.flatMap(({ organization: one }) => (one ? [[one.id, one.name]] : [])));
  return group(
    vscode.l10n.t('In one organization'),
    [...organizations].map(([organizationId, name]) => ({
      ...{ label: oneLine(name), iconPath: icon(THING_ICONS.organization) },
      part: { organizationId },
    })),
  );
}

/** Each permission once, with where it is held; or those that are held in one organization. */
function permissionChoices({ permissions }: Explanation, part: Part): Choice[] {
  const here = permissions.filter(
    ({ organization }) => part.organizationId === undefined || organization?.id === part.organizationId,
  );
  const byId = [...Map.groupBy(here, ({ permission }) => permission.id)];
  return group(
    vscode.l10n.t('To one permission'),
    byId.map(([scopeId, held]) => ({
      label: held.map(({ permission }) => oneLine(permissionLabel(permission)))[0] ?? scopeId,
      iconPath: icon(THING_ICONS.permission),
      ...(part.organizationId === undefined && { description: placesOf(held) }),
      part: { ...part, scopeId },
    })),
  );
}

/** `in 3 organizations and in the whole tenant` */
function placesOf(held: Explanation['permissions']): string {
  const organizations = held.filter(({ organization }) => organization !== null).length;
  return [
    ...(organizations > 0 ? [vscode.l10n.t('in {0}', count(organizations, 'organization'))] : []),
    ...(organizations < held.length ? [vscode.l10n.t('in the whole tenant')] : []),
  ].join(' · ');
}

function group(label: string, choices: readonly Choice[]): Choice[] {
  return choices.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...choices];
}

function icon(id: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id);
}
