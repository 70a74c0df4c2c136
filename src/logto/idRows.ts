interface WithId {
  readonly id: string;
}

/** A row of which nothing is read but its id, and the ids in one list of it where that is wanted. */
export type IdRow<List extends string = never> = WithId & Readonly<Record<List, readonly WithId[]>>;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const FIRST_PLAIN = 0x20;
const LAST_PLAIN = 0x7e;

/**
 * Reads rows of which only ids are wanted. Most answers of a large tenant are such: members, with all that is known of
 * the user. To walk over the bytes takes half the time of making objects of everything; what lies in other fields is not
 * looked at, not even whether it is JSON. Undefined where ids are not as Logto writes them: a more careful reader says what.
 */
export function readIdRows<List extends string = never>(
  body: ArrayBuffer,
  list?: List,
): IdRow<List>[] | undefined {
  try {
    return new IdReader(Buffer.from(body)).rows(list) as unknown as IdRow<List>[];
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

/** Thrown where rows or ids are not written as Logto does, be it JSON or not. */
const UNUSUAL = new Error('unusual');

/** Reads rows that are JSON without spaces, whose keys and ids are ASCII written as itself. */
class IdReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  rows(list: string | undefined): WithId[] {
    const rows = this.#list(() => this.#row(list));
    if (this.#at !== this.#bytes.length) throw UNUSUAL;
    return rows;
  }

  #row(list: string | undefined): WithId {
    let id: string | undefined;
    let items: WithId[] | undefined;
    this.#fields((from, end) => {
      if (this.#is('id', from, end)) id = this.#id();
      else if (list !== undefined && this.#is(list, from, end))
        items = this.#list(() => this.#row(undefined));
      else this.#skip();
    });
    if (id === undefined || (list !== undefined && items === undefined)) throw UNUSUAL;
    return list === undefined ? { id } : { id, [list]: items };
  }

  #list<T>(item: () => T): T[] {
    const items: T[] = [];
    this.#take(OPEN_LIST);
    if (this.#next(CLOSE_LIST)) return items;
    do items.push(item());
    while (this.#next(COMMA));
    this.#take(CLOSE_LIST);
    return items;
  }

  /** Goes through an object; what it calls reads the value behind the key that lies there, or skips it. */
  #fields(value: (from: number, end: number) => void): void {
    this.#take(OPEN_OBJECT);
    if (this.#next(CLOSE_OBJECT)) return;
    do {
      const from = this.#at + 1;
      this.#plainText();
      const end = this.#at - 1;
      this.#take(COLON);
      value(from, end);
    } while (this.#next(COMMA));
    this.#take(CLOSE_OBJECT);
  }

  #id(): string {
    const from = this.#at + 1;
    this.#plainText();
    return this.#bytes.toString('latin1', from, this.#at - 1);
  }

  #is(name: string, from: number, end: number): boolean {
    if (end - from !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (this.#bytes[from + i] !== name.charCodeAt(i)) return false;
    return true;
  }

  #next(byte: number): boolean {
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  #take(byte: number): void {
    if (!this.#next(byte)) throw UNUSUAL;
  }

  /** Goes behind a text that is the same in whatever way it is read. */
  #plainText(): void {
    this.#take(QUOTE);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let byte = bytes[at]; byte !== QUOTE; byte = bytes[++at])
      if (byte === undefined || byte === BACKSLASH || byte < FIRST_PLAIN || byte > LAST_PLAIN) throw UNUSUAL;
    this.#at = at + 1;
  }

  /** Goes behind any value. */
  #skip(): void {
    const bytes = this.#bytes;
    let at = this.#at;
    let open = 0;
    for (let byte = bytes[at]; byte !== undefined; byte = bytes[++at])
      if (byte === QUOTE) at = endOfText(bytes, at + 1);
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) open++;
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (open-- === 0) break;
      } else if (byte === COMMA && open === 0) break;
    if (at === this.#at) throw UNUSUAL;
    this.#at = at;
  }
}

/** Where the text that begins here ends. */
function endOfText(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let at = from;
  for (let byte = bytes[at]; byte !== QUOTE && at < length; byte = bytes[at])
    at += byte === BACKSLASH ? 2 : 1;
  return at;
}
