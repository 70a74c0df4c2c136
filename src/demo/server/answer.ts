/** What the server answers: a body as JSON, a text of another type, or neither. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly text?: { readonly type: 'text/plain' | 'text/html'; readonly content: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown where a request cannot be answered as asked. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Refused with ${answer.status}.`);
    this.answer = answer;
  }
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function plainText(
  status: number,
  content: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers, text: { type: 'text/plain', content } };
}

/** An error as the Management API writes it: a stable code, and a message for people. */
export function refusal(
  status: number,
  code: string,
  message: string,
  data?: unknown,
  details?: string,
): Refusal {
  const body = {
    code,
    ...(data === undefined ? {} : { data }),
    ...(details === undefined ? {} : { details }),
    message,
  };
  return new Refusal({ status, body });
}

export function invalidPagination(): Refusal {
  return refusal(400, 'guard.invalid_pagination', 'The request pagination value is invalid.');
}

export function invalidInput(reason: string, data?: unknown): Refusal {
  return refusal(400, 'request.invalid_input', `Input is invalid. ${reason}`, data);
}

export function unauthorized(data: unknown): Refusal {
  return refusal(401, 'auth.unauthorized', 'Unauthorized. Please check credentials and its scope.', data);
}

export function forbidden(): Refusal {
  return refusal(403, 'auth.forbidden', 'Forbidden. Please check your user roles and permissions.');
}

export function notFound(): Refusal {
  return refusal(404, 'entity.not_found', 'The resource does not exist.');
}

/** The row, or a 404 that names its table. */
export function found<Row>(row: Row | undefined, table: string, id: string): Row {
  if (row !== undefined) return row;
  throw refusal(404, 'entity.not_exists_with_id', `The ${table} with ID \`${id}\` does not exist.`);
}

export function notMember(): Refusal {
  const message = 'The user must be a member of the organization to proceed.';
  return refusal(422, 'organization.require_membership', message);
}
