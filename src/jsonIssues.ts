import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type * as v from 'valibot';
import { issueWords } from './issueWords.ts';
import { spanOfNode, type Span, type WrongAt } from './jsonTree.ts';

/** JSON that a schema reads, and what all of it is called. */
export interface ReadJson {
  readonly text: string;
  readonly root: Node;
  readonly called: string;
}

type Path = readonly (string | number)[];

/** What a schema finds wrong, at the place where it stands. */
export function wrongBy(issue: v.BaseIssue<unknown>, json: ReadJson): WrongAt {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  return { at: spanOfPath(path, json), message: `${issueWords(issue, nameOf(path, json.called))}.` };
}

/** Where something stands: what is missing is told where it should be. */
export function spanOfPath(path: Path, { text, root }: ReadJson): Span {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return spanOfNode(text, node);
  }
  return spanOfNode(text, root);
}

/** The key that holds it, or what is in a list. */
function nameOf(path: Path, called: string): string {
  const key = path.at(-1) ?? called;
  return typeof key === 'string' ? key : `what is in ${nameOf(path.slice(0, -1), called)}`;
}
