import { lettersOf } from '../words.ts';

/** Longer than anything that has room in the page; measuring a text takes the longer the longer it is. */
const MOST = 300;

/** A text that is at most so wide, cut where it is longer; its first letter is always left. */
export function fittedText(text: string, width: number, widthOf: (text: string) => number): string {
  if (text.length <= MOST && widthOf(text) <= width) return text;
  const letters = lettersOf(text.slice(0, MOST));
  const cut = (count: number): string => `${letters.slice(0, count).join('')}…`;
  let [least, most] = [1, letters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (widthOf(cut(middle)) <= width) least = middle;
    else most = middle - 1;
  }
  return cut(least);
}
