import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type * as v from 'valibot';
import { issueWords } from './issueWords.ts';
import { spanOfNode, type Span, type WrongAt } from './jsonTree.ts';

/** JSON that a schema reads, and what all of it is called. */
export interface ReadJson {
  readonly text: string;
  /** Undefined where there is nothing. */
  readonly root: Node | undefined;
  readonly called: string;
}

export type Path = readonly (string | number)[];

/** What a schema finds wrong, at the place where it stands. */
export function wrongBy(issue: v.BaseIssue<unknown>, json: ReadJson): WrongAt {
  const path = pathOf(issue);
  return { at: spanOfPath(path, json), message: `${issueWords(issue, nameOf(path, json.called))}.` };
}

/** The keys that lead to what a schema finds wrong. */
export function pathOf(issue: v.BaseIssue<unknown>): Path {
  return (issue.path ?? []).map(({ key }) => key as string | number);
}

/** Where something stands: what is missing is told where it should be. */
export function spanOfPath(path: Path, { text, root }: ReadJson): Span {
  for (let length = path.length; length > 0; length--) {
    const node = root && findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return spanOfNode(text, node);
  }
  return spanOfNode(text, root);
}

/** The key that holds it, or what is in a list. */
function nameOf(path: Path, called: string): string {
  const key = path.at(-1) ?? called;
  return typeof key === 'string' ? key : `what is in ${nameOf(path.slice(0, -1), called)}`;
}
