import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import * as v from 'valibot';
import { issueWords } from '../issueWords.ts';
import { jsonTree, spanOfNode, type Span, type WrongAt } from '../jsonTree.ts';
import { POLICY, type Assertion, type PolicyTenants } from './model.ts';

/** A policy with the places in its text that it came from. */
export interface ParsedPolicy {
  readonly assertions: readonly Assertion[];
  /** Left out where it is for every tenant. */
  readonly tenants?: PolicyTenants;
  /** What is wrong with it; then there are no assertions. */
  readonly errors: readonly WrongAt[];
  /** Where something of an assertion stands: the assertion's own kind where no path is given. */
  readonly spanOf: (assertion: number, ...path: readonly (string | number)[]) => Span;
}

/** Reads a policy: JSON with comments and trailing commas. */
export function parsePolicy(text: string): ParsedPolicy {
  const { root, wrong } = jsonTree(text, { withComments: true });
  const spanOf = spanFinder(text, root);
  if (wrong.length > 0) return { assertions: [], errors: wrong, spanOf };
  const result = v.safeParse(POLICY, root === undefined ? undefined : (getNodeValue(root) as unknown));
  if (!result.success)
    return { assertions: [], errors: result.issues.map((issue) => toError(text, root, issue)), spanOf };
  const { assertions } = result.output;
  const same = sameAssertions(assertions, spanOf);
  if (same.length > 0) return { assertions: [], errors: same, spanOf };
  const { tenants: names } = result.output;
  const tenants = names && { names, at: spanOfNode(text, deepest(root, ['tenants'])) };
  return { assertions, errors: [], spanOf, ...(tenants && { tenants }) };
}

type Path = readonly (string | number)[];

function spanFinder(text: string, root: Node | undefined): ParsedPolicy['spanOf'] {
  return (assertion, ...path) => {
    const wanted: Path = ['assertions', assertion, ...(path.length === 0 ? ['assert'] : path)];
    return spanOfNode(text, deepest(root, wanted));
  };
}

/** The innermost node on the way to a path: what is missing is told where it should be. */
function deepest(root: Node | undefined, path: Path): Node | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = root && findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return root;
}

/** What an assertion asserts, as a text that is the same for the same: it is read by one schema, and so in one order. */
export function assertedBy(assertion: Assertion): string {
  return JSON.stringify({ ...assertion, because: undefined });
}

/** Assertions that stand there twice, for whatever reasons. */
function sameAssertions(assertions: readonly Assertion[], spanOf: ParsedPolicy['spanOf']): WrongAt[] {
  const seen = new Map<string, number>();
  return assertions.flatMap((assertion, i) => {
    const text = assertedBy(assertion);
    const first = seen.get(text);
    if (first === undefined) {
      seen.set(text, i);
      return [];
    }
    const line = spanOf(first).line + 1;
    return [{ at: spanOf(i), message: `This is the same assertion as in line ${line}: remove one of them.` }];
  });
}

function toError(text: string, root: Node | undefined, issue: v.BaseIssue<unknown>): WrongAt {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const at = spanOfNode(text, deepest(root, path));
  const words = issue.expected === 'never' ? notTaken(root, path) : issueWords(issue, nameOf(path));
  return { at, message: `${words}.` };
}

/** `atMost takes no role`: of a key that an assertion, or the policy itself, does not have. */
function notTaken(root: Node | undefined, path: Path): string {
  const kind = root && findNodeAtLocation(root, [...path.slice(0, -1), 'assert']);
  return `${kind === undefined ? 'A policy' : String(getNodeValue(kind))} takes no ${String(path.at(-1))}`;
}

/** The key that holds it, or what is in a list. */
function nameOf(path: readonly (string | number)[]): string {
  const key = path.at(-1) ?? 'the policy';
  return typeof key === 'string' ? key : `what is in ${nameOf(path.slice(0, -1))}`;
}
