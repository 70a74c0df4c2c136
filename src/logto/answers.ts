import * as v from 'valibot';
import { AccessError } from '../errors.ts';
import { readIdRows } from './idRows.ts';
import { sentence } from '../sentence.ts';

/**
 * The fields of Logto's answers that we read, checked when an answer arrives. Unknown fields are let through and
 * dropped: a newer Logto may add some, and secrets and custom data never get further than here.
 */

const text = v.string();
const textOrNull = v.nullable(v.string());
const time = v.number();
const roleType = v.picklist(['User', 'MachineToMachine']);
const nameless = v.object({ id: text });

const profile = v.object({
  givenName: v.optional(text),
  familyName: v.optional(text),
  middleName: v.optional(text),
});

export const userAnswer = v.object({
  id: text,
  name: textOrNull,
  username: textOrNull,
  primaryEmail: textOrNull,
  primaryPhone: textOrNull,
  isSuspended: v.boolean(),
  createdAt: time,
  updatedAt: v.optional(time),
  lastSignInAt: v.nullable(time),
  applicationId: textOrNull,
  hasPassword: v.optional(v.boolean()),
  profile: v.optional(profile),
  identities: v.optional(v.record(text, v.unknown())),
});
export type UserAnswer = v.InferOutput<typeof userAnswer>;

/** A member comes with everything of the user; that is in the user list already, or is read from there. */
export const memberAnswer = v.object({ id: text, organizationRoles: v.array(nameless) });
export type MemberAnswer = v.InferOutput<typeof memberAnswer>;

export const organizationAnswer = v.object({
  id: text,
  name: text,
  description: textOrNull,
  createdAt: time,
  isMfaRequired: v.boolean(),
});
export type OrganizationAnswer = v.InferOutput<typeof organizationAnswer>;

export const organizationOfApplicationAnswer = v.object({ id: text, organizationRoles: v.array(nameless) });

const roleEntries = { id: text, name: text, description: textOrNull, type: roleType };

export const organizationRoleAnswer = v.object({
  ...roleEntries,
  scopes: v.array(nameless),
  resourceScopes: v.array(nameless),
});
export type OrganizationRoleAnswer = v.InferOutput<typeof organizationRoleAnswer>;

export const globalRoleAnswer = v.object({
  ...roleEntries,
  isDefault: v.boolean(),
  usersCount: v.number(),
  applicationsCount: v.number(),
});
export type GlobalRoleAnswer = v.InferOutput<typeof globalRoleAnswer>;

export const idAnswer = nameless;

export const organizationScopeAnswer = v.object({ id: text, name: text, description: textOrNull });

export const resourceAnswer = v.object({
  id: text,
  name: text,
  indicator: text,
  scopes: v.array(v.object({ id: text, name: text, description: textOrNull, resourceId: text })),
});

export const applicationAnswer = v.object({
  id: text,
  name: text,
  description: textOrNull,
  type: text,
  createdAt: time,
});
export type ApplicationAnswer = v.InferOutput<typeof applicationAnswer>;

/** A factor is told by its kind; what else the answer says of it is nobody's business. */
export const mfaVerificationAnswer = v.object({ type: text });

export const userWithSsoAnswer = v.object({ ssoIdentities: v.optional(v.array(v.object({ issuer: text }))) });

export const emailDomainAnswer = v.object({ emailDomain: text });

export const invitationAnswer = v.object({
  id: text,
  organizationId: text,
  invitee: text,
  inviterId: textOrNull,
  status: text,
  createdAt: time,
  expiresAt: time,
  organizationRoles: v.array(nameless),
});
export type InvitationAnswer = v.InferOutput<typeof invitationAnswer>;

/** Rows of which nothing but ids is read, and in which list of them too: they are read quickly. */
const IDS_ONLY = new Map<v.GenericSchema, 'organizationRoles' | undefined>([
  [memberAnswer, 'organizationRoles'],
  [idAnswer, undefined],
]);

/** Reads an answer that is a list of rows; the error names the field that is not as Logto documents it. */
export function parseRows<S extends v.GenericSchema>(
  row: S,
  body: ArrayBuffer,
  path: string,
): v.InferOutput<S>[] {
  const rows = IDS_ONLY.has(row) ? readIdRows(body, IDS_ONLY.get(row)) : undefined;
  return (rows as v.InferOutput<S>[] | undefined) ?? parseAnswer(v.array(row), body, path);
}

/** Reads an answer of any form; the error names the field that is not as Logto documents it. */
export function parseAnswer<S extends v.GenericSchema>(
  answer: S,
  body: ArrayBuffer,
  path: string,
): v.InferOutput<S> {
  const result = v.safeParse(answer, readJson(body, path));
  if (result.success) return result.output;
  throw unexpected(path, result.issues[0]);
}

/** One for all answers: making one takes as long as decoding a page. */
const UTF8 = new TextDecoder();

const NOT_JSON = 'answer.not_json';

/** Whether an answer may have been cut off on the way. */
export function isCutOff(error: unknown): boolean {
  return error instanceof AccessError && error.code === NOT_JSON;
}

function readJson(body: ArrayBuffer, path: string): unknown {
  try {
    return JSON.parse(UTF8.decode(body));
  } catch {
    throw new AccessError(sentence`The answer to ${path} is not whole JSON.`, {
      code: NOT_JSON,
      hint: sentence`It may have been cut off on the way: sync again.`,
    });
  }
}

function unexpected(path: string, issue: v.BaseIssue<unknown>): AccessError {
  const where = v.getDotPath(issue) ?? 'the answer';
  return new AccessError(
    sentence`In the answer to ${path}, ${where} is not as expected: ${issue.expected ?? 'another value'} was expected.`,
    {
      code: 'answer.unexpected',
      hint: sentence`This Logto may be of a version that Logto Access does not know: please report it.`,
    },
  );
}
