import { idsIn } from './links.ts';

/** Where on a line of a document something is named; lines are counted from 0. */
export interface Mention {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Where a document names what it tells of: in which organization, or outside of them. */
export class Mentions {
  readonly #first = new Map<string, Mention>();
  readonly #inPlace = new Map<string, Mention>();

  constructor(lines: readonly string[]) {
    let organizationId: string | undefined;
    for (const [line, text] of lines.entries()) {
      if (/^\S/.test(text)) organizationId = undefined; // a new section
      for (const { id } of idsIn(text)) {
        if (/^\s*organization /.test(text)) organizationId = id;
        const mention = { line, start: text.search(/\S/), end: text.length };
        addTo(this.#first, id, mention);
        addTo(this.#inPlace, inPlace(id, organizationId), mention);
      }
    }
  }

  /** Where it is named in the organization, or outside of all; else where it is named first. */
  of(id: string, organizationId?: string): Mention | undefined {
    return this.#inPlace.get(inPlace(id, organizationId)) ?? this.#first.get(id);
  }
}

function inPlace(id: string, organizationId = ''): string {
  return `${organizationId} ${id}`;
}

function addTo(mentions: Map<string, Mention>, key: string, mention: Mention): void {
  if (!mentions.has(key)) mentions.set(key, mention);
}
