/** What no XML may have, not even escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text of XML without the characters that spoil all of it, which a name may have: no program would open it. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '');
}
