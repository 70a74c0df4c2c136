import {
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  getNodeValue,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import * as v from 'valibot';
import { issueWords } from '../issueWords.ts';
import { POLICY, type Assertion, type PolicyError, type PolicyTenants, type Span } from './model.ts';

/** A policy with the places in its text that it came from. */
export interface ParsedPolicy {
  readonly assertions: readonly Assertion[];
  /** Left out where it is for every tenant. */
  readonly tenants?: PolicyTenants;
  /** What is wrong with it; then there are no assertions. */
  readonly errors: readonly PolicyError[];
  /** Where something of an assertion stands: the assertion's own kind where no path is given. */
  readonly spanOf: (assertion: number, ...path: readonly (string | number)[]) => Span;
}

/** Reads a policy: JSON with comments and trailing commas. */
export function parsePolicy(text: string): ParsedPolicy {
  const broken: ParseError[] = [];
  const root = parseTree(text, broken, { allowTrailingComma: true, disallowComments: false });
  const spanOf = spanFinder(text, root);
  const errors = broken.map(({ error, offset, length }) => ({
    at: spanAt(text, offset, length),
    message: `This is not JSON with comments: ${wordsOf(printParseErrorCode(error))}.`,
  }));
  const wrong = errors.length > 0 ? errors : sameKeys(text, root);
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

/** Keys that an object has twice: of these, only one would be read. */
function sameKeys(text: string, node: Node | undefined): PolicyError[] {
  const seen = new Map<unknown, Node>();
  return (node?.children ?? []).flatMap((child) => {
    const [key] = child.type === 'property' ? (child.children ?? []) : [];
    const first = key && seen.get(key.value);
    if (key !== undefined && first === undefined) seen.set(key.value, key);
    if (key === undefined || first === undefined) return sameKeys(text, child);
    const line = spanOfNode(text, first).line + 1;
    const message = `There is another ${String(key.value)} in line ${line}, and only one of them would be read: make them one.`;
    return [{ at: spanOfNode(text, key), message }];
  });
}

/** Assertions that stand there twice. */
function sameAssertions(assertions: readonly Assertion[], spanOf: ParsedPolicy['spanOf']): PolicyError[] {
  const seen = new Map<string, number>();
  return assertions.flatMap((assertion, i) => {
    const text = JSON.stringify(assertion); // read by one schema, and so in one order
    const first = seen.get(text);
    if (first === undefined) {
      seen.set(text, i);
      return [];
    }
    const line = spanOf(first).line + 1;
    return [{ at: spanOf(i), message: `This is the same assertion as in line ${line}: remove one of them.` }];
  });
}

function toError(text: string, root: Node | undefined, issue: v.BaseIssue<unknown>): PolicyError {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const at = spanOfNode(text, deepest(root, path));
  return { at, message: `${issueWords(issue, nameOf(path))}.` };
}

/** The key that holds it, or what is in a list. */
function nameOf(path: readonly (string | number)[]): string {
  const key = path.at(-1) ?? 'the policy';
  return typeof key === 'string' ? key : `what is in ${nameOf(path.slice(0, -1))}`;
}

/** An object is told by its beginning, since the rest of it is not wrong. */
function spanOfNode(text: string, node: Node | undefined): Span {
  if (node === undefined) return spanAt(text, 0, Math.min(1, text.length));
  return spanAt(text, node.offset, node.type === 'object' ? 1 : node.length);
}

function spanAt(text: string, offset: number, length: number): Span {
  const before = text.slice(0, offset).split('\n');
  return { offset, length, line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

/** `CommaExpected` as `comma expected` */
function wordsOf(code: string): string {
  return code.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
}
