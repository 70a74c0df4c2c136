import type * as v from 'valibot';

/** What a value has to be, as a person or a model calls it. */
const KINDS: Readonly<Record<string, string>> = {
  ...{ string: 'a text', number: 'a number', boolean: 'true or false', Array: 'a list', Object: 'an object' },
};

/**
 * What is wrong with something that was given, as a sentence without its full stop. `name` is what it is called there;
 * `"buy" is not one of …`, never the words of the library, which are for programmers.
 */
export function issueWords(issue: v.BaseIssue<unknown>, name: string): string {
  const { type, expected, received } = issue;
  if (type === 'check') return issue.message.replace(/\.$/, '');
  if (expected === 'never') return `There is no ${name} here`;
  if (received === 'undefined') return `${name} is missing`;
  if (received === '0' && EMPTY.has(type)) return `${name} is empty`;
  const told = BEYOND[type]?.(limitOf(issue), typeof issue.input === 'string' ? 'characters' : 'entries');
  return `${name} ${told ?? `has to be ${kindOf(expected ?? 'something else')}`}, not ${kindOf(received)}`;
}

const EMPTY = new Set(['non_empty', 'min_length']);

/** What a value has to be that is of the right kind. */
const BEYOND: Readonly<Record<string, (limit: string, of: string) => string>> = {
  min_length: (limit, of) => `has to have at least ${limit} ${of}`,
  max_length: (limit, of) => `has to have at most ${limit} ${of}`,
  integer: () => 'has to be a whole number',
  min_value: (limit) => `has to be at least ${limit}`,
  max_value: (limit) => `has to be at most ${limit}`,
};

function limitOf(issue: v.BaseIssue<unknown>): string {
  return 'requirement' in issue ? String(issue.requirement) : '';
}

/** `("a" | "b")` as `one of "a", "b"` */
function kindOf(kind: string): string {
  const choice = /^\((.*)\)$/.exec(kind)?.[1];
  return choice === undefined ? (KINDS[kind] ?? kind) : `one of ${choice.split(' | ').join(', ')}`;
}
