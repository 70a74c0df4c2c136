import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { JsonValue } from '@bufbuild/protobuf';
import { jsonRows } from '../../../../src/c1/read/jsonRows.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { objectsIn } from '../support/document.ts';
import { c1zFixtures, fixture } from './support/files.ts';
import { byText, messagesInC1z, messagesOf, type Message, type Messages } from './support/messages.ts';
import { asRead, COMMANDS, statsTable } from './support/printed.ts';

/** What was printed of a .c1z: in which files, and what the version that printed knows of a message. */
interface Printing {
  readonly c1z: string;
  readonly file: (command: string) => string;
  readonly known?: (messages: Messages) => Messages;
}

const PRINTINGS: readonly Printing[] = [
  { c1z: 'example/acme.run1.c1z', file: (command) => `example/run1.${command}.v0.25.0.json` },
  {
    c1z: 'example/acme.run1.c1z',
    file: (command) => `example/run1.${command}.v0.7.27.json`,
    known: withoutNewerFields,
  },
  { c1z: 'baton-file/sync.c1z', file: (command) => `baton-file/${command}.json` },
];

/** Comparisons that C1's own program printed, from the sync in one file to that in another. */
const DIFFS = [
  { before: 'example/acme.run1.c1z', after: 'example/acme.both.c1z', file: 'example/diff.json' },
  { before: 'baton-file/sync.c1z', after: 'baton-file/two-syncs.c1z', file: 'baton-file/diff.json' },
];

/** What C1's baton-file made of JSON. */
const MADE = [
  { c1z: 'example/via-baton-file.c1z', of: 'acme.run1.c1-snapshot.json' },
  { c1z: 'baton-file/sync.c1z', of: 'baton-file/acme.snapshot.json' },
  { c1z: 'baton-file/two-syncs.c1z', of: 'baton-file/acme.snapshot.2.json' },
];

/** The same sync in both forms, where the .c1z may hold an older one too. */
const SAME = [
  { c1z: 'example/acme.run1.c1z', of: 'acme.run1.c1-snapshot.json' },
  { c1z: 'example/acme.run2.c1z', of: 'acme.run2.c1-snapshot.json' },
  { c1z: 'example/acme.both.c1z', of: 'acme.run2.c1-snapshot.json' },
];

/** Resources without the fields that baton-sdk has since it put them into traits. */
function withoutNewerFields(messages: Messages): Messages {
  const older = (resource: Message): Message => {
    const { profile, status, createdAt, ...rest } = resource;
    assert.ok(profile ?? status ?? createdAt);
    return rest;
  };
  return {
    ...messages,
    resource: messages.resource.map(older),
    entitlement: messages.entitlement.map((one) => ({ ...one, resource: older(one.resource as Message) })),
  };
}

function read(file: string): string {
  return readFileSync(fixture(file), 'utf8');
}

function json(file: string): JsonValue {
  return JSON.parse(read(file)) as JsonValue;
}

/** Of two lists of messages, those that are new, gone, and there with something else in them. */
function difference(before: readonly Message[], after: readonly Message[]): Record<string, string[]> {
  const id = (message: Message): string => JSON.stringify(message.id);
  const textsIn = (list: readonly Message[]): Map<string, string | undefined> =>
    new Map(list.map((one) => [id(one), byText([one])[0]]));
  const [old, current] = [textsIn(before), textsIn(after)];
  return {
    created: byText(after.filter((one) => !old.has(id(one)))),
    deleted: byText(before.filter((one) => !current.has(id(one)))),
    modified: byText(after.filter((one) => ![undefined, current.get(id(one))].includes(old.get(id(one))))),
  };
}

/** Of messages what baton-file's own keys say: not which resource is a group, nor what an entitlement is for. */
function asBatonFileSays({ resource, entitlement, grant }: Messages): Record<string, string[]> {
  return {
    resource: byText(
      resource.map(({ id, displayName, annotations }) => ({
        ...{ id, displayName },
        traits: [...objectsIn(annotations)].filter((one) => String(one['@type']).endsWith('UserTrait')),
      })),
    ),
    entitlement: byText(
      entitlement.map(({ id, displayName, description, slug, ...on }) => ({
        ...{ id, displayName, description, slug, resource: named(on.resource) },
      })),
    ),
    grant: byText(
      grant.map(({ principal, entitlement: granted }) => ({
        ...{ principal: named(principal), id: (granted as Message).id },
        resource: named((granted as Message).resource),
      })),
    ),
  };
}

/** Messages of the sync in either form: a JSON says of the resource of an entitlement no more than its id. */
function asBothSay({ sync: { id, startedAt, endedAt }, ...messages }: Messages): Record<string, unknown> {
  const entitlements = messages.entitlement.map(
    ({ id, displayName, description, purpose, slug, resource }) => ({
      ...{ id, displayName, description, purpose, slug, resource: named(resource) },
    }),
  );
  return {
    ...{ id, startedAt, endedAt, entitlement: byText(entitlements) },
    ...{ resourceType: byText(messages.resourceType), resource: byText(messages.resource) },
    grant: byText(messages.grant),
  };
}

const named = (message: unknown): unknown => ({ id: (message as Message).id });

/** The messages of a JSON as baton-file reads it, which takes no notice of `c1`. */
function withoutC1(file: string): Promise<Messages> {
  return withFolder((folder) => {
    const document = json(file);
    for (const object of objectsIn(document)) Reflect.deleteProperty(object, 'c1');
    const plain = join(folder, 'plain.json');
    writeFileSync(plain, JSON.stringify(document));
    return messagesOf(jsonRows(plain));
  });
}

describe('A .c1z as it is read', () => {
  for (const { c1z, file, known = (messages: Messages) => messages } of PRINTINGS)
    for (const [command, print] of Object.entries(COMMANDS)) {
      const printed = file(command);
      it(`is what C1’s own program printed: ${printed}`, async () => {
        const messages = await messagesInC1z(c1z);
        if (read(printed).startsWith('{')) assert.deepEqual(print(known(messages)), asRead(json(printed)));
        else {
          const lines = stripVTControlCharacters(read(printed)).replaceAll(' ', '').trim().split('\n');
          assert.deepEqual(statsTable(messages), lines.sort());
        }
      });
    }

  for (const { before, after, file } of DIFFS)
    it(`differs from an older one by what C1’s own program printed: ${file}`, async () => {
      const [old, current] = [await messagesInC1z(before), await messagesInC1z(after)];
      const printed = json(file) as Record<string, Record<string, JsonValue[]>>;
      for (const kind of ['resource', 'entitlement', 'grant'] as const) {
        const { created = [], deleted = [], modified = [] } = printed[`${kind}s`] ?? {};
        assert.deepEqual(difference(old[kind], current[kind]), {
          ...{ created: byText(created), deleted: byText(deleted), modified: byText(modified) },
        });
      }
    });

  for (const { c1z, of } of MADE)
    it(`is what is read of the JSON that it was made of: ${c1z}`, async () => {
      assert.deepEqual(asBatonFileSays(await messagesInC1z(c1z)), asBatonFileSays(await withoutC1(of)));
    });

  for (const { c1z, of } of SAME)
    it(`is what is read of the C1 snapshot JSON of the same sync: ${c1z}`, async () => {
      const inJson = await messagesOf(jsonRows(fixture(of)));
      assert.deepEqual(asBothSay(await messagesInC1z(c1z)), asBothSay(inJson));
    });

  it('is compared with every file beside it', () => {
    const compared = new Set([
      ...PRINTINGS.flatMap(({ c1z, file }) => [c1z, ...Object.keys(COMMANDS).map(file)]),
      ...DIFFS.flatMap(({ before, after, file }) => [before, after, file]),
      ...[...MADE, ...SAME].flatMap(({ c1z, of }) => [c1z, of]),
    ]);
    const there = ['example', 'baton-file'].flatMap((folder) =>
      readdirSync(fixture(folder)).map((name) => `${folder}/${name}`),
    );
    assert.ok(c1zFixtures().every((c1z) => there.includes(c1z)));
    const left = there.filter((name) => /\.(json|c1z)$/.test(name) && !compared.has(name));
    assert.deepEqual(left, []);
  });
});
