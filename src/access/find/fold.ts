import { sortKey } from '../../snapshot/sortKey.ts';

/** Letters that Unicode does not take apart into a plain one and a mark, and what people type in their place. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ı: 'i', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ŧ: 't', ð: 'd' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ς: 'σ' },
};
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');
const BEYOND_ASCII = /[\u0080-\uffff]/;
const MORE_THAN_A_SPACE = /\s\s|[^\S ]/;

/**
 * A text as it is searched: without case and diacritics, on one line. What is part of a text stays part of it when
 * both are folded.
 */
export function fold(text: string): string {
  const letters = BEYOND_ASCII.test(text)
    ? sortKey(text).replace(NOT_PLAIN, (letter) => PLAIN[letter] ?? letter)
    : text.toLowerCase();
  return (MORE_THAN_A_SPACE.test(letters) ? letters.replace(/\s+/g, ' ') : letters).trim();
}
