import type { Page } from '../../snapshot/snapshot.ts';

/** What a node shows, which decides its icon and what can be done with it. */
export type NodeKind =
  | 'organizations'
  | 'users'
  | 'organizationRoles'
  | 'globalRoles'
  | 'applications'
  | 'roles'
  | 'members'
  | 'invitations'
  | 'permissions'
  | 'holders'
  | 'organization'
  | 'user'
  | 'role'
  | 'permission'
  | 'application'
  | 'invitation'
  | 'fact'
  | 'nothing';

/** The children of a node: those of one page, and how many there are in all. */
export interface Children {
  readonly nodes: readonly AccessNode[];
  readonly total: number;
}

/** A line of the access tree. Plain data but for `children`, which asks the snapshot when the line is expanded. */
export interface AccessNode {
  /** Made of domain ids from the root down, so that it is the same after every sync. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  /** A count or a fact, shown beside the label. */
  readonly description: string;
  /** The domain id, for nodes that show one thing. */
  readonly subjectId?: string;
  /** More of it, for those who look closer. */
  readonly facts?: readonly string[];
  /** A warning that the icon shows, in words. */
  readonly warning?: 'suspended';
  /** Left out where a node can have none. */
  readonly children?: (page: Page) => Children;
}

/** What an {@link AccessNode} is made of, but for its id. */
export type NodeParts = Omit<AccessNode, 'id'> & { readonly key: string };

/** Makes a node below `parentId`; `key` tells it from its siblings. */
export function node(parentId: string, { key, ...parts }: NodeParts): AccessNode {
  return { id: parentId === '' ? key : `${parentId}/${key}`, ...parts };
}

/** Children that are all in memory, cut to the page that was asked for. */
export function slice(nodes: readonly AccessNode[], { limit, offset = 0 }: Page): Children {
  return { nodes: nodes.slice(offset, offset + limit), total: nodes.length };
}

/** A group that holds a list: `Members` with its count; says so in words where it is empty. */
export function group(
  parentId: string,
  parts: NodeParts & { readonly total: number; readonly none: string },
): AccessNode {
  const { total, none, children, ...rest } = parts;
  const nothing = (id: string): AccessNode[] => [
    node(id, { key: 'nothing', kind: 'nothing', label: none, description: '' }),
  ];
  const made = node(parentId, rest);
  if (total > 0 && children !== undefined) return { ...made, children };
  return { ...made, children: (page) => slice(nothing(made.id), page) };
}
