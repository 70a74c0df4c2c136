const ICON = /\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;

/** A name for a list in which VS Code draws `$(icons)`: such a name is shown as it is written. */
export function withoutIcons(text: string): string {
  return text.replace(ICON, '\\$($1)');
}
