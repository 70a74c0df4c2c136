/**
 * A sentence of the program's own and what stands in it, so that the editor can say it in the user's language. It is
 * plain data, since it crosses threads.
 */
export interface Sentence {
  /** As translators know it: `There is no host {0}.` */
  readonly template: string;
  readonly args: readonly Said[];
}

/** What is told: a {@link Sentence}, or a text that is the same in every language. */
export type Said = string | Sentence;

/** Makes a {@link Sentence} of a template literal; `npm run generate:l10n` collects them for translators. */
export function sentence(parts: TemplateStringsArray, ...args: (Said | number)[]): Sentence {
  const template = parts.reduce((text, part, at) => `${text}{${at - 1}}${part}`);
  return { template, args: args.map((arg) => (typeof arg === 'number' ? String(arg) : arg)) };
}

/** The text of a sentence as it is written in the code. */
export function inEnglish(said: Said): string {
  if (typeof said === 'string') return said;
  return said.template.replaceAll(/\{(\d+)\}/g, (_, at: string) => inEnglish(said.args[Number(at)] ?? ''));
}

/** The same with another text in place of one that stands in it, such as the path of a copy. */
export function withText(said: Said, text: string, by: string): Said {
  if (typeof said === 'string') return said.replaceAll(text, by);
  return { ...said, args: said.args.map((arg) => withText(arg, text, by)) };
}
