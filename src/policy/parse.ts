import { findNodeAtLocation, getNodeValue } from 'jsonc-parser';
import * as v from 'valibot';
import { pathOf, spanOfPath, wrongBy, type Path, type ReadJson } from '../jsonIssues.ts';
import { jsonTree, type Span, type WrongAt } from '../jsonTree.ts';
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
  const json: ReadJson = { text, root, called: 'the policy' };
  const spanOf = spanFinder(json);
  if (wrong.length > 0) return { assertions: [], errors: wrong, spanOf };
  const result = v.safeParse(POLICY, root === undefined ? undefined : (getNodeValue(root) as unknown));
  if (!result.success)
    return { assertions: [], errors: result.issues.map((issue) => toError(issue, json)), spanOf };
  const { assertions } = result.output;
  const same = sameAssertions(assertions, spanOf);
  if (same.length > 0) return { assertions: [], errors: same, spanOf };
  const { tenants: names } = result.output;
  const tenants = names && { names, at: spanOfPath(['tenants'], json) };
  return { assertions, errors: [], spanOf, ...(tenants && { tenants }) };
}

function spanFinder(json: ReadJson): ParsedPolicy['spanOf'] {
  return (assertion, ...path) =>
    spanOfPath(['assertions', assertion, ...(path.length === 0 ? ['assert'] : path)], json);
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

function toError(issue: v.BaseIssue<unknown>, json: ReadJson): WrongAt {
  if (issue.expected !== 'never') return wrongBy(issue, json);
  const path = pathOf(issue);
  return { at: spanOfPath(path, json), message: `${notTaken(path, json)}.` };
}

/** `atMost takes no role`: of a key that an assertion, or the policy itself, does not have. */
function notTaken(path: Path, { root }: ReadJson): string {
  const kind = root && findNodeAtLocation(root, [...path.slice(0, -1), 'assert']);
  return `${kind === undefined ? 'A policy' : String(getNodeValue(kind))} takes no ${String(path.at(-1))}`;
}
