import type { HttpAnswer } from './http.ts';

/** The parts of Logto's error bodies that decide. */
interface ErrorBody {
  readonly code: string | undefined;
  /** `data.code`, the reason why a token was refused. */
  readonly reason: string | undefined;
}

/** Reads `{code, data: {code}}`; anything else gives no code. */
export function readErrorBody(answer: HttpAnswer): ErrorBody {
  const body = parseJson(answer);
  return { code: stringAt(body, 'code'), reason: stringAt(objectAt(body, 'data'), 'code') };
}

/** Parses a JSON object; undefined where the body is something else, such as an HTML page. */
export function parseJson(answer: HttpAnswer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(answer.body));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function objectAt(
  object: Record<string, unknown> | undefined,
  key: string,
): Record<string, unknown> | undefined {
  const value = object?.[key];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function stringAt(object: Record<string, unknown> | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** `, text/html` for an answer of that type: tells a page from an API. */
export function describeType(answer: HttpAnswer): string {
  const type = answer.headers['content-type']?.split(';')[0];
  return type === undefined ? '' : `, ${type}`;
}
