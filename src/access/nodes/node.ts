import { NOT_IN_C1 } from '../../snapshot/lacks/unknown.ts';
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
  | 'group'
  | 'organization'
  | 'user'
  | 'organizationRole'
  | 'globalRole'
  | 'permission'
  | 'application'
  | 'invitation'
  | 'fact'
  | 'facts'
  | 'nothing';

/** The children of a node: those of one page, and how many there are in all. */
export interface Children {
  readonly nodes: readonly AccessNode[];
  readonly total: number;
}

/** Something one would look up about a thing: its name and its value, on one line each. */
export type Fact = readonly [name: string, value: string];

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
  /** The organization in which it holds, of a line that says so but does not lie below it. */
  readonly organizationId?: string;
  /** More of it, for those who look closer. */
  readonly facts?: () => readonly Fact[];
  /** A warning that the icon shows, in words. */
  readonly warning?: 'suspended';
  /** Left out where a node can have none. */
  readonly children?: (page: Page) => Children;
  /** Where among the children the one with a key stands, without reading them all; -1 where it is none of them. */
  readonly indexOf?: ((key: string) => number) | undefined;
  /** Of a group: whether the one with a key is in it, which is sooner told than where. */
  readonly has?: (key: string) => boolean;
}

/** What a node opens on. */
export type Below = Required<Pick<AccessNode, 'children'>> & Pick<AccessNode, 'indexOf'>;

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

/** What a group says beside its children. */
export interface GroupParts extends NodeParts {
  readonly total: number;
  /** Says in words that it is empty. */
  readonly none: string;
  /** Nobody knows what is in it. */
  readonly unknown?: boolean;
  /** What of it could not be read, in sentences: it may hold more than it shows. */
  readonly unread?: readonly string[];
}

/** A group that holds a list: `Members` with its count; says in words where it is empty, incomplete or unknown. */
export function group(parentId: string, parts: GroupParts): AccessNode {
  const { total, none, unknown = false, unread = [], children, indexOf, ...rest } = parts;
  const description = unknown ? 'unknown' : `${rest.description}${unread.length === 0 ? '' : ', incomplete'}`;
  const facts = unread.map((sentence): Fact => ['Incomplete', sentence]);
  const made = node(parentId, { ...rest, description, ...(facts.length > 0 && { facts: () => facts }) });
  if (total > 0 && children !== undefined) return { ...made, children, indexOf };
  const words = unknown ? NOT_IN_C1 : (unread[0] ?? none);
  return { ...made, children: (page) => slice([nothing(made.id, words)], page) };
}

/** The only child of a node that has none, which says so. */
export function nothing(parentId: string, label: string): AccessNode {
  return node(parentId, { key: 'nothing', kind: 'nothing', label, description: '' });
}
