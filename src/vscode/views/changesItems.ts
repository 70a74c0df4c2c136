import type { AccessNode } from '../../access/nodes/node.ts';
import { concernedIn } from '../../changes/concerned.ts';
import type { ChangeGroup } from '../../changes/group.ts';
import type { Change, Comparison, Touch } from '../../changes/model.ts';
import { sideOf, type About, type MessageItem } from './about.ts';
import type { FindingItem, JudgedListItem } from './judgedItems.ts';

/** Changes that belong together. */
export interface GroupItem extends About {
  readonly type: 'changes';
  readonly group: ChangeGroup;
}

/** One change. */
export interface ChangeItem extends About {
  readonly type: 'change';
  readonly change: Change;
}

/** What a change of a role's permissions gave, or took: it opens on those who hold the role. */
export interface TouchItem extends About {
  readonly type: 'touch';
  readonly change: ChangeItem;
  readonly touch: Touch;
}

/** Somebody who is touched, and where. */
export interface TouchedItem extends About {
  readonly type: 'node';
  /** The line that it lies below, however deep. */
  readonly below: ChangeItem | TouchItem;
  readonly node: AccessNode;
}

/** A line of changes. */
export type ListItem = GroupItem | ChangeItem | TouchItem | TouchedItem;

/** A line that opens on others. */
export type OpeningItem = ListItem | JudgedListItem;

/** The line below a long list that opens on the next ones. */
export interface MoreItem {
  readonly type: 'more';
  /** The line whose list it is; undefined at the top. */
  readonly list: OpeningItem | undefined;
  /** Where in the list its page begins. */
  readonly offset: number;
  readonly total: number;
}

export type ChangesItem = OpeningItem | FindingItem | MoreItem | MessageItem;

export function groupItem({ before, after }: Comparison, group: ChangeGroup): GroupItem {
  const { of } = group;
  const isGone =
    of !== undefined &&
    group.changes.some(({ kind, subject, id }) => {
      return kind === 'removed' && subject === of.kind && id === of.id;
    });
  return { type: 'changes', ...sideOf(isGone ? before : after), group, ...(of && { thing: of }) };
}

export function changeItem(comparison: Comparison, change: Change): ChangeItem {
  const side = sideOf(change.kind === 'removed' ? comparison.before : comparison.after);
  const thing = concernedIn(side.snapshotId, change, comparison);
  return { type: 'change', ...side, change, ...(thing && { thing }) };
}

/** Who gained something is asked of the newer snapshot, and who lost something of the older one. */
export function touchItem(comparison: Comparison, change: ChangeItem, touch: Touch): TouchItem {
  const side = sideOf(touch.effect === 'gained' ? comparison.after : comparison.before);
  const thing = concernedIn(side.snapshotId, change.change, comparison);
  return { type: 'touch', ...side, change, touch, ...(thing && { thing }) };
}

/** The same for a line however it is grouped, so that VS Code keeps it expanded and selected. */
export function idOf(item: ChangesItem): string {
  switch (item.type) {
    case 'changes':
      return item.group.key;
    case 'change':
      return `${item.change.subject}/${item.change.id}`;
    case 'touch':
      return `${idOf(item.change)}/${item.touch.effect}`;
    case 'node':
      return `${idOf(item.below)}/${item.node.id}`;
    case 'judged':
      return 'judged';
    case 'findingList':
      return `judged/${item.which}`;
    case 'finding':
      return `judged/${item.which}/${item.finding.key}`;
    case 'policy':
      return `judged/policy/${item.policy.file}`;
    case 'more':
      return `${item.list === undefined ? '' : idOf(item.list)}/+${item.offset}`;
    case 'message':
      return item.id;
  }
}
