import { escapeMarkdown } from '../../words.ts';

/** A name from a tenant in a tooltip of Markdown, of which VS Code also makes links without any sign: mail addresses. */
export function inert(text: string): string {
  return escapeMarkdown(text).replace(/(?<!\\)[.:@]/g, '\\$&'); // what is escaped already would be set free by a second backslash
}
