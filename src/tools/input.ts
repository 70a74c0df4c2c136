import * as v from 'valibot';
import { AccessError } from '../errors.ts';
import { issueWords } from '../issueWords.ts';
import { SNAPSHOTS } from './names.ts';
import { shown } from './text.ts';

/** So long may a text be that a model gives. */
const MOST_LETTERS = 500;

/** Rows of one page: so many where the model does not say, and at most. */
const USUAL_ROWS = 50;
const MOST_ROWS = 200;

/** What a tool takes. */
export type InputSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;

/** A text that has to be given. */
export function text(description: string): v.GenericSchema<string> {
  return v.pipe(v.string(), v.nonEmpty(), v.maxLength(MOST_LETTERS), v.description(description));
}

/** A text that may be given. */
export function mayBe<T>(schema: v.GenericSchema<T>): v.ExactOptionalSchema<v.GenericSchema<T>, undefined> {
  return v.exactOptional(schema);
}

/** Which snapshot is asked. */
export const SOURCE = {
  snapshot: mayBe(
    text(
      `Which snapshot to ask: its id, or a tenant's name for the current one of that tenant. Needed only where there are several tenants; ${SNAPSHOTS} lists them.`,
    ),
  ),
};

/** Which page of an answer is wanted. */
export const PAGE = {
  limit: mayBe(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.maxValue(MOST_ROWS),
      v.description(`Rows of one page at most, ${USUAL_ROWS} where left out. Long rows make a page shorter.`),
    ),
  ),
  cursor: mayBe(text('For the next page: `next` of the page before, with all else the same.')),
};

/** Which page is wanted, as a tool was told. */
export interface PageInput {
  readonly limit?: number;
  readonly cursor?: string;
}

/** The rows of a page at most. */
export function rowsOf({ limit = USUAL_ROWS }: PageInput): number {
  return limit;
}

/** What a model has given, checked; an error says what of it is wrong, and what is taken. */
export function readInput<S extends InputSchema>(name: string, schema: S, given: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, given);
  if (result.success) return result.output;
  const wrong = result.issues.map((issue) => issueWords(issue, v.getDotPath(issue) ?? 'the input'));
  throw new AccessError(`The input of ${name} is not right. ${shown(wrong.join('; '), MOST_LETTERS)}.`, {
    code: 'argument.invalid',
    hint: `It takes ${Object.keys(schema.entries).join(', ')}.`,
  });
}
