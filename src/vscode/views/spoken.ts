import type * as vscode from 'vscode';

/** What sets a name apart that is written from right to left, and is not to be heard. */
const UNHEARD = /[\u200e\u2066\u2069]/g;

/**
 * What a screen reader says of a line: what is seen of it, as it is seen, so that one who speaks to the computer can
 * call it by that; then what only icon and colour tell.
 */
export function spoken(
  { label = '', description }: vscode.TreeItem,
  ...more: readonly string[]
): vscode.AccessibilityInformation {
  const seen = [typeof label === 'string' ? label : label.label, description === true ? '' : description];
  const parts = [...seen, ...more].filter((part) => part !== undefined && part !== '');
  return { label: parts.join(', ').replace(UNHEARD, '') };
}
