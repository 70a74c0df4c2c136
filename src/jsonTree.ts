import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

/** A stretch of a text. */
export interface Span {
  readonly offset: number;
  readonly length: number;
  /** Counted from 0. */
  readonly line: number;
  readonly column: number;
}

/** What is wrong somewhere in a text, as a sentence. */
export interface WrongAt {
  readonly at: Span;
  readonly message: string;
}

/** JSON as a tree, or what is wrong with it. */
interface JsonTree {
  readonly root: Node | undefined;
  readonly wrong: readonly WrongAt[];
}

/** How JSON is read: comments also allow trailing commas. */
interface Reading {
  readonly withComments: boolean;
}

/** Reads JSON as a tree, which tells where in the text something stands. */
export function jsonTree(text: string, reading: Reading): JsonTree {
  try {
    return readTree(text, reading);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // the call stack has an end
    const message = 'There are too many lists or objects within each other.';
    return { root: undefined, wrong: [{ at: spanOfNode(text, undefined), message }] };
  }
}

function readTree(text: string, { withComments }: Reading): JsonTree {
  const broken: ParseError[] = [];
  const root = parseTree(text, broken, { allowTrailingComma: withComments, disallowComments: !withComments });
  const kind = withComments ? 'JSON with comments' : 'JSON';
  const wrong = broken.map(({ error, offset, length }) => ({
    at: spanAt(text, offset, length),
    message: `This is not ${kind}: ${wordsOf(printParseErrorCode(error))}.`,
  }));
  return { root, wrong: wrong.length > 0 ? wrong : sameKeys(text, root) };
}

/** Keys that an object has twice: of these, only one would be read. */
function sameKeys(text: string, node: Node | undefined): WrongAt[] {
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

/** An object is told by its beginning, since the rest of it is not wrong. */
export function spanOfNode(text: string, node: Node | undefined): Span {
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
