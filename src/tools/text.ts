import { oneLine } from '../words.ts';

/** So long may a name be in an answer; Logto's own end at 128 characters. */
const MOST = 200;

/**
 * Characters that nobody sees and a model reads all the same: tags, selectors of variants that no font has, and all
 * other marks of format but those that join letters.
 */
const UNSEEN = /[\u{e0000}-\u{e0fff}]|(?![\u200c\u200d])\p{Cf}/gu;

/** A text from a tenant as a model gets it: on one line, with nothing in it that a person would not see, and not long. */
export function shown(text: string, most = MOST): string {
  const line = oneLine(text.replace(UNSEEN, ''));
  return line.length <= most ? line : `${line.slice(0, most - 1).toWellFormed()}…`;
}

/** The same in a sentence: in quotation marks, so that it cannot be taken for a part of the sentence. */
export function quoted(text: string): string {
  return JSON.stringify(shown(text));
}
