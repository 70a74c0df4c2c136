/** An object of a JSON document. */
export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that has to be there. */
export function text(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(value === undefined ? `${key} is missing` : `${key} is not a text`);
}

/** A text that may be left out, and then is `fallback`. */
export function textOr(fields: Fields, key: string, fallback: string): string {
  const value = fields[key] ?? fallback;
  if (typeof value === 'string') return value;
  throw new Error(`${key} is not a text`);
}
