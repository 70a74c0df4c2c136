/** What makes a spreadsheet take a text for a formula, as OWASP lists it, also in the full width of East Asia. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const TO_QUOTE = /[",\r\n]/;

/**
 * A line of CSV (RFC 4180) without its end. A text that a spreadsheet would run as a formula gets an apostrophe before
 * it: names come from whoever signed up.
 */
export function csvLine(texts: readonly string[]): string {
  return texts.map(field).join(',');
}

function field(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return TO_QUOTE.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
