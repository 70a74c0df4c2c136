import type { JsonValue } from '@bufbuild/protobuf';
import { timeOfText } from '../../../../../src/c1/read/time.ts';
import type { Message, Messages } from './messages.ts';

/** Who the commands are asked about. */
const ADA = 'user:ks3x8q1m2v7a';

/** What C1's `baton … -o json` prints of a file with such messages, by command: each message with those it names. */
export const COMMANDS: Readonly<Record<string, (messages: Messages) => JsonValue>> = {
  'resource-types': ({ resourceType }) => ({
    resourceTypes: resourceType.map((message) => ({ resourceType: message })),
  }),
  resources: (messages) => ({ resources: messages.resource.map((one) => withType(messages, one)) }),
  principals: (messages) => ({ resources: principals(messages).map((one) => withType(messages, one)) }),
  entitlements: (messages) => ({
    entitlements: messages.entitlement.map((one) => withResource(messages, one)),
  }),
  grants: (messages) => ({ grants: messages.grant.map((one) => withBoth(messages, one)) }),
  'access-ada': (messages) => access(messages, ADA),
  syncs: (messages) => ({ syncs: [sync(messages)] }),
  stats: (messages) => ({ ...sync(messages), stats: stats(messages) }),
};

/** What it printed, with times as far as they are read: to the millisecond, and without what only C1 goes on by. */
export function asRead(printed: JsonValue): JsonValue {
  if (typeof printed !== 'object' || printed === null || Array.isArray(printed)) return printed;
  const { syncs, startedAt, endedAt, ...rest } = printed;
  if (Array.isArray(syncs)) return { syncs: syncs.map(asRead) };
  delete rest.syncToken;
  if (typeof startedAt !== 'string' || typeof endedAt !== 'string') return printed;
  return { ...rest, startedAt: timeOfText(startedAt), endedAt: timeOfText(endedAt) };
}

/** Those who hold something, as grants name them one after the other. */
function principals(messages: Messages): Message[] {
  const held = new Set(messages.grant.map((grant) => keyOf(grant.principal)));
  return [...held].map((key) => resourceBy(messages, key));
}

function withType({ resourceType }: Messages, resource: Message): Message {
  const type = (resource.id as Message).resourceType;
  return { resource, resourceType: only(resourceType, ({ id }) => id === type) };
}

function withResource(messages: Messages, entitlement: Message): Message {
  return { entitlement, ...withType(messages, resourceBy(messages, keyOf(entitlement.resource))) };
}

function withBoth(messages: Messages, grant: Message): Message {
  const granted = (grant.entitlement as Message).id;
  const entitlement = only(messages.entitlement, ({ id }) => id === granted);
  const principal = resourceBy(messages, keyOf(grant.principal));
  return { grant, ...withResource(messages, entitlement), principal };
}

/** By resource, the entitlements that somebody holds there. */
function access(messages: Messages, principal: string): Message {
  const held = messages.grant
    .filter((grant) => keyOf(grant.principal) === principal)
    .map((grant) => withBoth(messages, grant));
  const on = Map.groupBy(held, ({ resource }) => keyOf(resource));
  return {
    principal: resourceBy(messages, principal),
    access: [...on].map(([key, grants]) => ({
      ...withType(messages, resourceBy(messages, key)),
      entitlements: grants.map(({ entitlement }) => entitlement as Message),
    })),
  };
}

/** Only full ones are read. */
function sync({ sync: { id, startedAt, endedAt } }: Messages): Message {
  return { id, startedAt, endedAt, syncType: 'full' };
}

function stats({ resourceType, resource, entitlement, grant }: Messages): Message {
  const ofEntitlement = (message: Message): string => typeOf(message.resource);
  return {
    resourceTypes: String(resourceType.length),
    resources: String(resource.length),
    entitlements: String(entitlement.length),
    grants: String(grant.length),
    resourcesByResourceType: counted(resource.map(typeOf)),
    grantsByResourceType: counted(grant.map((message) => ofEntitlement(message.entitlement as Message))),
    entitlementsByResourceType: counted(entitlement.map(ofEntitlement)),
  };
}

/** How often each text is there, as protojson says a number of 64 bits. */
function counted(texts: readonly string[]): Message {
  return Object.fromEntries(
    [...Map.groupBy(texts, (text) => text)].map(([text, { length }]) => [text, String(length)]),
  );
}

/** The table that an older `baton stats` prints even where JSON is asked for, without its colours and blanks. */
export function statsTable(messages: Messages): string[] {
  const { resourceTypes, entitlements, grants, resourcesByResourceType } = stats(messages);
  const rows = {
    entitlements,
    grants,
    resource_types: resourceTypes,
    ...(resourcesByResourceType as Message),
  };
  return ['Type|Count', ...Object.entries(rows as Record<string, string>).map((row) => row.join('|'))].sort();
}

function resourceBy({ resource }: Messages, key: string): Message {
  return only(resource, (message) => keyOf(message) === key);
}

function only(messages: readonly Message[], is: (message: Message) => boolean): Message {
  const [found, ...others] = messages.filter(is);
  if (found === undefined || others.length > 0)
    throw new Error(`Not one message, but ${found ? others.length + 1 : 0}`);
  return found;
}

function typeOf(resource: JsonValue | undefined): string {
  return keyOf(resource).split(':')[0] ?? '';
}

function keyOf(resource: JsonValue | undefined): string {
  const { id } = resource as { id: { resourceType: string; resource: string } };
  return `${id.resourceType}:${id.resource}`;
}
