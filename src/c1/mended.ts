import { count, number } from '../words.ts';
import { MOST_DESCRIPTION_BYTES, MOST_NAME_BYTES } from './text.ts';

/** How a row of an export can differ from what Logto says, since C1 takes no more; in the order in which it is told. */
export const MENDINGS = ['namesCut', 'descriptionsCut', 'emailsLeftOut', 'textsMended'] as const;
export type Mending = (typeof MENDINGS)[number];

/**
 * How many users, organizations and entitlements were mended so that C1 takes them; what was not needed is left out.
 * `textsMended` are those that hold U+FFFD, which stands for what was no character.
 */
export type Mended = Readonly<Partial<Record<Mending, number>>>;

const TEXTS: Readonly<Record<Mending, (rows: number) => string>> = {
  namesCut: (rows) => `${count(rows, 'row')} with a name cut to ${number(MOST_NAME_BYTES)} bytes`,
  descriptionsCut: (rows) =>
    `${count(rows, 'row')} with a description cut to ${number(MOST_DESCRIPTION_BYTES)} bytes`,
  emailsLeftOut: (rows) => `${count(rows, 'user')} without their e-mail, which is no address`,
  textsMended: (rows) => `${count(rows, 'row')} with U+FFFD for what was no character`,
};

/** What was mended in an export, in words, each with how often; nothing where all of it fits. */
export function mendedTexts(mended: Mended): string[] {
  return MENDINGS.flatMap((mending) => {
    const rows = mended[mending];
    return rows === undefined ? [] : [TEXTS[mending](rows)];
  });
}
