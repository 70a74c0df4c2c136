import { createReadStream, statSync } from 'node:fs';
import { JSONParser, TokenType } from '@streamparser/json';
import { throwIfCancelled } from '../../errors.ts';
import { damaged, inFile, refused } from './failures.ts';
import type { ReadOptions } from './rows.ts';

/** No message of C1's is as deep, and code that walks a value may be recursive. */
const MOST_DEPTH = 64;
/** No row is as long; the parser holds a row at a time. */
const MOST_ROW_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

/** An entry of a list at the top of a document, or a whole object there. */
export interface JsonEntry {
  readonly section: string;
  readonly index: number;
  readonly value: unknown;
}

/** What of a document is read: an object and lists at its top. */
export interface Sections {
  readonly object: string;
  readonly lists: readonly string[];
  /** Those of the lists that may be left out. */
  readonly optional: readonly string[];
}

/** Reads a JSON document of any size piece by piece: the entries of its lists, and its object. */
export async function* jsonEntries(
  file: string,
  sections: Sections,
  { signal, onProgress }: ReadOptions,
): AsyncGenerator<JsonEntry> {
  const total = statSync(file).size;
  const document = new JsonDocument(sections);
  let done = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    throwIfCancelled(signal);
    done += (chunk as Buffer).length;
    yield* document.take(chunk as Buffer);
    onProgress?.({ done, total });
  }
  document.end();
  const { object, lists, optional } = sections;
  const missing = [object, ...lists].find((one) => !document.has(one) && !optional.includes(one));
  if (missing !== undefined)
    throw refused(
      `it is JSON and no C1 snapshot, since it has no "${missing}"`,
      'Choose a C1 snapshot JSON.',
      'c1.other_format',
    );
}

/** The parser, and what it has to look after itself: that lists are lists, and that nothing is too deep or too long. */
class JsonDocument {
  readonly #parser: JSONParser;
  readonly #lists: readonly string[];
  readonly #seen = new Set<string>();
  #found: JsonEntry[] = [];
  #depth = 0;
  #lastText = '';
  #sectionBegins = false;
  #ended = false;
  #bytesSinceRow = 0;

  constructor({ object, lists }: Sections) {
    this.#lists = [object, ...lists];
    const paths = [`$.${object}`, ...lists.map((list) => `$.${list}.*`)];
    this.#parser = new JSONParser({ paths, keepStack: false });
    this.#parser.onToken = (token) => this.#watch(token.token, token.value);
    this.#parser.onValue = ({ key, value, stack }) => {
      const whole = stack.length === 1;
      this.#found.push({
        section: String(whole ? key : stack[1]?.key),
        index: whole ? 0 : Number(key),
        value,
      });
    };
    this.#parser.onEnd = () => {
      this.#ended = true;
    };
  }

  take(chunk: Uint8Array): JsonEntry[] {
    this.#bytesSinceRow += chunk.length;
    try {
      this.#parser.write(chunk);
    } catch (error) {
      throw inFile('it is not JSON', error);
    }
    if (this.#bytesSinceRow > MOST_ROW_BYTES) throw damaged('a value in it is longer than 16 MB');
    const found = this.#found;
    this.#found = [];
    return found;
  }

  /** To be called after the last piece: throws where the document has not ended. */
  end(): void {
    if (!this.#ended) throw damaged('it is cut off before its end');
  }

  has(section: string): boolean {
    return this.#seen.has(section);
  }

  #watch(token: TokenType, value: unknown): void {
    if (this.#sectionBegins) this.#beginSection(token);
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) this.#depth++;
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.#depth--;
    if (this.#depth > MOST_DEPTH) throw damaged(`its values are nested more than ${MOST_DEPTH} deep`);
    if (this.#depth <= 2) this.#bytesSinceRow = 0;
    if (this.#depth !== 1) return;
    if (token === TokenType.STRING) this.#lastText = String(value);
    this.#sectionBegins = token === TokenType.COLON;
  }

  #beginSection(token: TokenType): void {
    this.#sectionBegins = false;
    const at = this.#lists.indexOf(this.#lastText);
    if (at === -1) return;
    if (this.#seen.has(this.#lastText)) throw damaged(`it has "${this.#lastText}" twice`);
    this.#seen.add(this.#lastText);
    const begin = at === 0 ? TokenType.LEFT_BRACE : TokenType.LEFT_BRACKET;
    if (token !== begin) throw damaged(`"${this.#lastText}" is not ${at === 0 ? 'an object' : 'a list'}`);
  }
}
