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
  return { code: codeAt(body), reason: codeAt(objectAt(body, 'data')) };
}

/** How Logto's codes look. Anything else is not repeated: a server may put there what it was sent. */
const CODE = /^\w+(\.\w+)*$/;
const MOST_OF_A_CODE = 64;

function codeAt(object: Record<string, unknown> | undefined): string | undefined {
  const code = object?.code;
  return typeof code === 'string' && code.length <= MOST_OF_A_CODE && CODE.test(code) ? code : undefined;
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

const TYPE = /^[\w.+-]+\/[\w.+-]+$/;

/** `, text/html` for an answer of that type: tells a page from an API. What is no type is not repeated. */
export function describeType(answer: HttpAnswer): string {
  const type = answer.headers['content-type']?.split(';')[0]?.trim();
  return type !== undefined && TYPE.test(type) ? `, ${type}` : '';
}
