import * as vscode from 'vscode';
import type { RuleCount, Wanted } from '../../findings/found.ts';
import type { Finding, FoundIn } from '../../findings/model.ts';
import { ruleOf } from '../../findings/rules.ts';
import type { IdleSuppressions } from '../../findings/suppressions.ts';
import { isComplete, missingInShort } from '../../snapshot/lacks/holes.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { count, number } from '../../words.ts';
import type { ThingItem } from '../ask/thing.ts';
import { describeSource } from '../snapshots/sources.ts';
import { PAGE } from '../views/accessItems.ts';
import { inert } from '../views/inert.ts';
import { beside } from '../views/isolated.ts';
import { spoken } from '../views/spoken.ts';
import type { Findings } from './findings.ts';
import { SEVERITY_ICONS } from './severityIcons.ts';
import { thingOfFinding } from './thingOfFinding.ts';
import { explain } from '../say.ts';

/** A line of the Findings view: what commands need to know of it, and what lies below. */
export interface FindingLine extends ThingItem {
  readonly treeItem: vscode.TreeItem;
  readonly finding?: Finding;
  readonly rule?: string;
  /** What the ids of the lines of one snapshot begin with. */
  readonly root?: string;
  readonly children?: () => Promise<FindingLine[]>;
}

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** The snapshots that are shown, each with its rules below; the rules at once where there is one. */
export async function topLines(findings: Findings, snapshots: readonly Snapshot[]): Promise<FindingLine[]> {
  findings.keepOnly(snapshots.map(({ info }) => info.id));
  const [only, ...others] = snapshots;
  if (only !== undefined && others.length === 0) return ruleLines(findings, only, only.info.tenantId);
  return snapshots.map((snapshot, i) => {
    const { id, tenantId, tenantName } = snapshot.info;
    const isFirst = snapshots.findIndex(({ info }) => info.tenantId === tenantId) === i;
    const root = isFirst ? tenantId : id; // a file may be of a tenant that is shown, too
    const treeItem = itemOf(root, tenantName, Expanded, { icon: 'organization', description: '' });
    return { type: 'source', treeItem, children: () => ruleLines(findings, snapshot, root) };
  });
}

async function ruleLines(findings: Findings, snapshot: Snapshot, root: string): Promise<FindingLine[]> {
  const message = (text: string, icon: string): FindingLine => messageLine(root, text, icon);
  try {
    const { rules, suppressed, idle, notices, notJudged } = await findings.counts(snapshot.info.id);
    const lines =
      rules.length > 0
        ? rules.map((rule) => ruleLine(findings, snapshot, rule, root))
        : [message(...nothingWrong(snapshot))];
    const hidden = vscode.l10n.t('{0} suppressed', number(suppressed));
    return [
      ...missing(snapshot).map((text) => message(text, 'warning')),
      ...notices.map((notice) => message(notice, 'warning')),
      ...lines,
      ...notJudged.map((notice) => message(notice, 'info')),
      ...aboutIdle(idle).map((text) => message(text, 'info')),
      ...(suppressed === 0 ? [] : [message(hidden, 'eye-closed')]),
    ];
  } catch (error) {
    return [message(explain(error), 'error')];
  }
}

/** Which suppressions have no effect; one that matches nothing may be for another tenant. */
function aboutIdle({ unmatched, ended }: IdleSuppressions): string[] {
  return [
    ...(unmatched === 0
      ? []
      : [vscode.l10n.t('Suppressions that match nothing in this tenant: {0}', number(unmatched))]),
    ...(ended === 0 ? [] : [vscode.l10n.t('Suppressions that have ended: {0}', number(ended))]),
  ];
}

/** What the rules cannot judge, since it could not be read. */
function missing({ info }: Snapshot): string[] {
  return isComplete(info) ? [] : [vscode.l10n.t('Incomplete: {0}', missingInShort(info))];
}

/** In words, and as an icon. */
function nothingWrong(snapshot: Snapshot): [text: string, icon: string] {
  const where = describeSource(snapshot);
  return isComplete(snapshot.info)
    ? [vscode.l10n.t('Nothing looks wrong in {0}', where), 'pass']
    : [vscode.l10n.t('Nothing that could be read looks wrong in {0}', where), 'info'];
}

function ruleLine(
  findings: Findings,
  { info }: Snapshot,
  { rule, count: found, places }: RuleCount,
  root: string,
): FindingLine {
  const { title = rule, severity = 'low' } = ruleOf(rule) ?? {};
  const [icon, color] = SEVERITY_ICONS[severity];
  const id = `${root}/${rule}`;
  const treeItem = itemOf(id, title, Collapsed, { icon, color, description: number(found) });
  treeItem.contextValue = 'rule';
  treeItem.tooltip = ruleTooltip(rule);
  treeItem.accessibilityInformation = spoken(treeItem, count(found, 'finding'), severity);
  const at = { tenantId: info.tenantId, snapshotId: info.id, root };
  const [only] = places;
  const children = async (): Promise<FindingLine[]> =>
    places.length === 1 && only !== undefined
      ? pageLines(findings, at, wantedIn(rule, only))
      : placeLines(findings, at, rule, places, 0);
  return { type: 'rule', rule, ...at, treeItem, children };
}

type At = Required<Pick<FindingLine, 'tenantId' | 'snapshotId' | 'root'>>;

function placeLines(
  findings: Findings,
  at: At,
  rule: string,
  places: readonly FoundIn[],
  offset: number,
): FindingLine[] {
  const lines = places.slice(offset, offset + PAGE).map((place): FindingLine => {
    const { organization } = place;
    const name = organization?.name ?? vscode.l10n.t('The whole tenant');
    const id = `${at.root}/${rule}/in/${organization?.id ?? ''}`;
    const icon = organization === undefined ? 'globe' : 'briefcase';
    const treeItem = itemOf(id, name, Collapsed, { icon, description: number(place.count) });
    treeItem.contextValue = organization === undefined ? 'place' : 'place.organization';
    treeItem.accessibilityInformation = spoken(treeItem, count(place.count, 'finding'));
    const thing = organization && ({ kind: 'organization', id: organization.id } as const);
    const children = (): Promise<FindingLine[]> => pageLines(findings, at, wantedIn(rule, place));
    return { type: 'place', ...at, treeItem, children, ...(thing && { thing }) };
  });
  const next = offset + PAGE;
  if (next >= places.length) return lines;
  const children = (): Promise<FindingLine[]> =>
    Promise.resolve(placeLines(findings, at, rule, places, next));
  return [...lines, moreLine(`${at.root}/${rule}/+${next}`, places.length - next, children)];
}

function wantedIn(rule: string, { organization }: FoundIn): Wanted {
  return { rule, organizationId: organization?.id ?? null, offset: 0, limit: PAGE };
}

async function pageLines(findings: Findings, at: At, wanted: Wanted): Promise<FindingLine[]> {
  try {
    const page = await findings.page(at.snapshotId, wanted);
    const lines = page.findings.map((finding) => findingLine(finding, at));
    const offset = wanted.offset + PAGE;
    if (offset >= page.total) return lines;
    const id = `${at.root}/${wanted.rule ?? ''}/${wanted.organizationId ?? ''}/+${offset}`;
    const more = (): Promise<FindingLine[]> => pageLines(findings, at, { ...wanted, offset });
    return [...lines, moreLine(id, page.total - offset, more)];
  } catch (error) {
    return [messageLine(at.root, explain(error), 'error')];
  }
}

function findingLine(finding: Finding, at: At): FindingLine {
  const thing = thingOfFinding(finding);
  const treeItem = itemOf(`${at.root}/${finding.key}`, finding.saw, None, {
    icon: 'circle-small',
    description: '',
  });
  treeItem.contextValue = thing === undefined ? 'finding' : `finding.${thing.kind}`;
  treeItem.tooltip = ruleTooltip(finding.rule, finding.saw);
  treeItem.accessibilityInformation = spoken(treeItem, finding.severity);
  return { type: 'finding', ...at, finding, rule: finding.rule, treeItem, ...(thing && { thing }) };
}

/** What a rule is about, and what to do. */
function ruleTooltip(id: string, saw?: string): vscode.MarkdownString {
  const { title = id, why = '', whatToDo = '' } = ruleOf(id) ?? {};
  return new vscode.MarkdownString([`**${inert(saw ?? title)}**`, why, whatToDo].join('\n\n'));
}

function moreLine(id: string, left: number, children: () => Promise<FindingLine[]>): FindingLine {
  const treeItem = itemOf(id, vscode.l10n.t('{0} more…', number(left)), Collapsed, {
    icon: 'ellipsis',
    description: '',
  });
  return { type: 'more', treeItem, children };
}

function messageLine(root: string, text: string, icon: string): FindingLine {
  const treeItem = itemOf(`${root}/message/${text}`, text, None, { icon, description: '' });
  return { type: 'message', treeItem };
}

function itemOf(
  id: string,
  label: string,
  state: vscode.TreeItemCollapsibleState,
  look: { readonly icon: string; readonly color?: string; readonly description: string },
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.id = id;
  item.description = beside(look.description);
  const color = look.color === undefined ? undefined : new vscode.ThemeColor(look.color);
  item.iconPath = new vscode.ThemeIcon(look.icon, color);
  item.accessibilityInformation = spoken(item);
  return item;
}
