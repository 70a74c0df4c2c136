import type { QuickPickItem } from 'vscode';

const ICON = /\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;

/** A name for a list in which VS Code draws `$(icons)`: such a name is shown as it is written. */
export function withoutIcons(text: string): string {
  return text.replace(ICON, '\\$($1)');
}

/** A line of a list of which all texts are shown as they are written. Its own icon is its `iconPath`. */
export function asWritten<T extends QuickPickItem>(item: T): T {
  const { label, description, detail } = item;
  return {
    ...{ ...item, label: withoutIcons(label) },
    ...(description !== undefined && { description: withoutIcons(description) }),
    ...(detail !== undefined && { detail: withoutIcons(detail) }),
  };
}
