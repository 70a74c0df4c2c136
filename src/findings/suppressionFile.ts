import { getNodeValue } from 'jsonc-parser';
import * as v from 'valibot';
import { AccessError } from '../errors.ts';
import { spanOfPath, wrongBy, type ReadJson } from '../jsonIssues.ts';
import { jsonTree, type Span, type WrongAt } from '../jsonTree.ts';
import { sentence } from '../sentence.ts';
import { inShort } from '../snapshot/lacks/holes.ts';
import { isDay } from '../words.ts';

/** The file in which suppressions are kept; made to be committed and reviewed. */
export const SUPPRESSIONS_FILE = 'logto-access.suppressions.json';

const SUPPRESSION = v.object({
  /** The key of the finding. */
  finding: v.string(),
  /** The roles that it was about: with another one, it is told again. Whatever the roles where left out. */
  roleIds: v.exactOptional(v.array(v.string())),
  /** The e-mail domains and identity providers that it was about: the same of them. */
  joinedBy: v.exactOptional(v.array(v.string())),
  /** What it said, for whoever reviews the file. */
  saw: v.exactOptional(v.string(), ''),
  reason: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  /** The last day on which it is suppressed, in UTC: `2026-12-31`. */
  until: v.pipe(v.string(), v.check(isDay, 'until has to be a day such as 2026-12-31')),
});

/** A finding that a person looked at and took for right, until when, and why. */
export type Suppression = Readonly<v.InferOutput<typeof SUPPRESSION>>;

const FILE = v.object({ suppressions: v.array(SUPPRESSION) });

/** The same with null for each entry in which something is wrong, and without any where the file is none. */
const RIGHT_IN_FILE = v.fallback(
  v.object({ suppressions: v.array(v.fallback(v.nullable(SUPPRESSION), null)) }),
  { suppressions: [] },
);

/** What stands in such a file. */
export interface ReadSuppressions {
  /** Those in which nothing is wrong; of several of one finding the first. */
  readonly suppressions: readonly Suppression[];
  readonly wrong: readonly WrongAt[];
}

/** Reads what is right in such a file, and tells what is wrong where. */
export function readSuppressions(text: string): ReadSuppressions {
  const { root, wrong: broken } = jsonTree(text, { withComments: false });
  if (root === undefined || broken.length > 0) return { suppressions: [], wrong: broken };
  const json = { text, root, called: 'the file' };
  const written: unknown = getNodeValue(root);
  const wrong = (v.safeParse(FILE, written).issues ?? []).map((issue) => wrongBy(issue, json));
  const read = new Map<Suppression['finding'], { readonly one: Suppression; readonly entry: number }>();
  for (const [entry, one] of v.parse(RIGHT_IN_FILE, written).suppressions.entries()) {
    if (one === null) continue;
    const first = read.get(one.finding);
    if (first === undefined) read.set(one.finding, { one, entry });
    else wrong.push(anotherOf(first.entry, entry, json));
  }
  return { suppressions: [...read.values()].map(({ one }) => one), wrong };
}

/** Of several entries of one finding, only one would be read. */
function anotherOf(first: number, entry: number, json: ReadJson): WrongAt {
  const spanOf = (one: number): Span => spanOfPath(['suppressions', one, 'finding'], json);
  const line = spanOf(first).line + 1;
  return {
    at: spanOf(entry),
    message: `This finding is suppressed in line ${line} already: remove one of them.`,
  };
}

/** Reads such a file in which everything is right; an {@link AccessError} says what is wrong in it, and in which line. */
export function parseSuppressions(text: string, file: string): readonly Suppression[] {
  const { suppressions, wrong } = readSuppressions(text);
  const [first] = wrong;
  if (first === undefined) return suppressions;
  throw new AccessError(sentence`${file} cannot be read: ${lineOf(first)}.`, {
    code: 'suppressions.invalid',
    hint: sentence`Mend it, or delete the file to start anew.`,
  });
}

/** Says what is wrong in such a file, and that the rest counts, as a sentence without its full stop; undefined of nothing. */
export function unreadIn({ suppressions, wrong }: ReadSuppressions, file: string): string | undefined {
  if (wrong.length === 0) return undefined;
  const rest = suppressions.length > 0 ? 'only what is right in it counts' : 'nothing is suppressed';
  return `${file} cannot be read: ${inShort(wrong.map(lineOf))}. Until that is mended, ${rest}`;
}

/** `line 5: until is missing` */
function lineOf({ at, message }: WrongAt): string {
  return `line ${at.line + 1}: ${message.replace(/\.$/, '')}`;
}

/**
 * The text of such a file with one more, which takes the place of an older one of the same finding. Whatever else
 * stands in the file stays as it was written.
 */
export function withSuppression(text: string | undefined, file: string, one: Suppression): string {
  const before = text === undefined ? { suppressions: [] } : parseWhole(text, file);
  const others = before.suppressions.filter(({ finding }) => finding !== one.finding);
  const suppressions = [...others, one].sort((a, b) => (a.finding < b.finding ? -1 : 1));
  return `${JSON.stringify({ ...before, suppressions }, null, 2)}\n`;
}

/** The file as it was written, with all that others keep in it. */
function parseWhole(text: string, file: string): v.InferInput<typeof FILE> {
  parseSuppressions(text, file);
  const { root } = jsonTree(text, { withComments: false });
  return (root && getNodeValue(root)) as v.InferInput<typeof FILE>;
}
