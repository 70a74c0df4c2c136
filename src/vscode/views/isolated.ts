const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** A text with a name that is written from right to left, so that it does not turn around what stands beside it. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2066${text}\u2069` : text;
}

/**
 * What stands beside the label of a line. A mark keeps the two apart, which VS Code only draws apart: a name that is
 * written from right to left does not turn numbers and signs around, and no word runs into the other.
 */
export function beside(description: string): string {
  return description === '' ? '' : `\u200e${isolated(description)}`;
}
