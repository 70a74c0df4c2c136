import type { Refusal } from './answer.ts';
import { forbidden, refusal } from './answer.ts';

interface Issue {
  readonly code: 'invalid_type';
  readonly expected: 'string';
  readonly received: string;
  readonly path: readonly [string];
  readonly message: string;
}

/**
 * Refuses a new organization: for what is wrong with it, field by field, or else because nothing can be written to
 * the demo tenant.
 */
export function refuseOrganization(body: string): Refusal {
  const fields = objectOf(body);
  const issues = ['name', 'description'].flatMap((field) => issueOf(field, fields[field]) ?? []);
  if (issues.length === 0) return forbidden();
  const details = issues.map(sentence).join('\n');
  const data = { issues, name: 'ZodError' };
  return refusal(400, 'guard.invalid_input', 'The request body is invalid.', data, details);
}

function objectOf(body: string): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(body) as object | null) };
  } catch {
    return {};
  }
}

function issueOf(field: string, value: unknown): Issue | undefined {
  const optional = field !== 'name' && (value === undefined || value === null);
  if (optional || typeof value === 'string') return undefined;
  const received = value === null ? 'null' : typeof value;
  const message = received === 'undefined' ? 'Required' : `Expected string, received ${received}`;
  return { code: 'invalid_type', expected: 'string', received, path: [field], message };
}

function sentence({ path, expected, received }: Issue): string {
  return `Error in key path "${path[0]}": (invalid_type) Expected ${expected} but received ${received}.`;
}
