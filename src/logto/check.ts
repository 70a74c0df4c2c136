import * as v from 'valibot';
import { AccessError, describeError, type ConnectionField } from '../errors.ts';
import { parseRows } from './answers.ts';
import type { LogtoClient } from './client.ts';
import { atPage, endpoints, PAGE_SIZE, type Endpoint } from './endpoints.ts';

/** One thing that a sync needs, and whether it works. */
export interface Check {
  /** `The access token`, or the path that was read. */
  readonly what: string;
  /** How long it took, ms. */
  readonly ms: number;
  /** What is wrong and what to do about it; left out where it works. */
  readonly problem?: string;
  /** Which field of the connection is wrong, where one is. */
  readonly field?: ConnectionField;
}

/** What a sync reads of a tenant besides what it always does. */
export interface Wishes {
  readonly userDetails: boolean;
  readonly justInTime: boolean;
}

/** A list, and what is read of its first row, or of the first of a type. */
interface List {
  readonly endpoint: Endpoint;
  readonly type?: string;
  readonly parts?: (id: string) => readonly Endpoint[];
}

const ROW = v.object({ id: v.string(), type: v.optional(v.string()) });

/**
 * Tries everything that a sync reads, one row of each, and tells of each as soon as it is known. Gives up after a token
 * that does not come, since nothing can be read without one. What belongs to a thing is tried with the first of its kind.
 */
export async function* checkTenant(
  client: LogtoClient,
  wishes: Wishes,
  signal?: AbortSignal,
  explain: (error: unknown) => string = describeError,
): AsyncGenerator<Check> {
  const tried = <T>(what: string, run: () => Promise<T>) => tryOut(what, signal, explain, run);
  const token = await tried('The access token', () => client.authorize(signal));
  yield token.check;
  if (token.check.problem !== undefined) return;
  for (const list of listsOf(wishes)) {
    const { check, value } = await tried(list.endpoint.path, () => readFirst(client, list, signal));
    yield check;
    const parts = value === undefined ? [] : (list.parts?.(value) ?? []);
    for (const part of parts) yield (await tried(part.path, () => client.read(part, signal))).check;
  }
}

/** The id of the first row of its type, where there is one. */
async function readFirst(
  client: LogtoClient,
  { endpoint, type }: List,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { body } = await client.read(endpoint, signal);
  return parseRows(ROW, body, endpoint.path).find((row) => type === undefined || row.type === type)?.id;
}

function listsOf({ userDetails, justInTime }: Wishes): readonly List[] {
  const to = endpoints;
  return [
    {
      endpoint: first(to.users()),
      parts: (id) => [
        first(to.userRoles(id)),
        ...(userDetails ? [to.mfaVerifications(id), to.userWithSso(id)] : []),
      ],
    },
    {
      endpoint: first(to.organizations()),
      parts: (id) => [
        first(to.organizationUsers(id)),
        ...(justInTime ? [to.jitEmailDomains(id), to.jitRoles(id), to.jitSsoConnectors(id)] : []),
      ],
    },
    { endpoint: first(to.organizationRoles()) },
    { endpoint: first(to.organizationScopes()) },
    {
      endpoint: first(to.roles()),
      parts: (id) => [to.roleScopes(id), to.roleUsers(id), to.roleApplications(id)].map(first),
    },
    { endpoint: first(to.resources()) },
    {
      endpoint: atPage(to.applications(), 1, PAGE_SIZE),
      type: 'MachineToMachine',
      parts: (id) => [first(to.applicationOrganizations(id))],
    },
    { endpoint: to.organizationInvitations() }, // Logto gives them at once even when asked for pages
  ];
}

function first(endpoint: Endpoint): Endpoint {
  return atPage(endpoint, 1, 1);
}

/** Runs it, and makes of a failure a check that says so; a cancel is not one. */
async function tryOut<T>(
  what: string,
  signal: AbortSignal | undefined,
  explain: (error: unknown) => string,
  run: () => Promise<T>,
): Promise<{ readonly check: Check; readonly value?: T }> {
  const begun = performance.now();
  const ms = (): number => Math.round(performance.now() - begun);
  try {
    const value = await run();
    return { check: { what, ms: ms() }, value };
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const field = error instanceof AccessError ? error.field : undefined;
    return {
      check: { what, ms: ms(), problem: explain(error), ...(field !== undefined && { field }) },
    };
  }
}
