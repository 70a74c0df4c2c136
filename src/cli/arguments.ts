import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AccessError } from '../errors.ts';

/** The arguments are not of the command's form. */
export class UsageError extends AccessError {
  constructor(message: string) {
    super(message, { code: 'usage', hint: 'See: logto-access help' });
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Arguments of one command: named options as text or `true`, and the rest in order. */
export interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly files: readonly string[];
}

/**
 * Reads arguments; what is not known, or missing, is a {@link UsageError} that names it. Where there may be more, the
 * last file is the first of any number.
 */
export function readArguments(
  args: readonly string[],
  options: Options,
  files: readonly string[],
  { mayBeMore = false } = {},
): Parsed {
  const parsed = parse(args, options);
  if (parsed.positionals.length > files.length && !mayBeMore)
    throw new UsageError(`Too many arguments: ${parsed.positionals.at(-1) ?? ''}.`);
  const missing = files[parsed.positionals.length];
  if (missing !== undefined) throw new UsageError(`The ${missing} is missing.`);
  return { values: parsed.values as Parsed['values'], files: parsed.positionals };
}

function parse(args: readonly string[], options: Options): ReturnType<typeof parseArgs> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? firstSentence(error.message) : 'The arguments are not understood.',
    );
  }
}

/** Node adds advice on escaping that helps nobody here. */
function firstSentence(text: string): string {
  return `${text.replace(/\.(\s.*)?$/s, '')}.`;
}

/** An option that has to be given. */
export function required({ values }: Parsed, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing.`);
  return value;
}

export function optional({ values }: Parsed, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** A whole number from `least` to `most`. */
export function wholeNumber(
  parsed: Parsed,
  name: string,
  { fallback, least, most }: { fallback: number; least: number; most: number },
): number {
  const text = optional(parsed, name);
  if (text === undefined) return fallback;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN; // not "", "1e3" or "0x10", which are numbers too
  if (!(value >= least && value <= most)) {
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}

/** One of a few words. */
export function oneOf<T extends string>(parsed: Parsed, name: string, words: readonly T[], fallback?: T): T {
  const text = optional(parsed, name) ?? fallback ?? required(parsed, name);
  const word = words.find((one) => one === text);
  if (word === undefined) throw new UsageError(`--${name} takes ${words.join(' or ')}, not "${text}".`);
  return word;
}
