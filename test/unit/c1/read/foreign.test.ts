import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportSnapshot, type ExportFormat } from '../../../../src/c1/export.ts';
import { EXPORT_FORMATS } from '../../../../src/c1/formats.ts';
import { c1View } from '../../../../src/c1/read/c1View.ts';
import { jsonRows } from '../../../../src/c1/read/jsonRows.ts';
import { readC1 } from '../../../../src/c1/read/readC1.ts';
import { compareFiles } from '../../../../src/changes/compareFiles.ts';
import { describeChange } from '../../../../src/changes/text/sentences.ts';
import { allGlobalRoles, allOrganizationRoles } from '../../../../src/snapshot/read/all.ts';
import { isUnknown } from '../../../../src/snapshot/lacks/unknown.ts';
import { accessErrorOf } from '../../../support/rejects.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { objectsIn, parse, readFixture, type Document } from '../support/document.ts';
import { byText, messagesInC1z, messagesOf, type Message, type Messages } from './support/messages.ts';
import { c1zFixtures, c1zOf, databaseIn, fixture, withC1 } from './support/files.ts';

const example = readFixture('acme.run1.c1-snapshot.json');

/** The ids of all that a file holds; baton-file needs none of grants, and makes them of what these join. */
function idsIn({ resource, entitlement, grant }: Messages): Record<string, string[]> {
  return {
    resources: byText(resource.map(({ id }) => id)),
    entitlements: byText(entitlement.map(({ id }) => id)),
    grants: byText(
      grant.map(({ entitlement: held, principal }) => [(held as Message).id, (principal as Message).id]),
    ),
  };
}

/** The example with something changed in it. */
function changed(change: (document: Document) => void): string {
  const document = parse(example);
  delete document.snapshot.stats; // or the numbers would be wrong too
  change(document);
  return JSON.stringify(document);
}

/** The example with a role as other connectors have them: several things can be held of it, by these people. */
function withRole(resourceType: string, held: Readonly<Record<string, readonly string[]>>): string {
  return changed((document) => {
    const on = { resourceType, resource: 'support' };
    const parent = { resourceType: 'organization', resource: document.resources[0]?.name };
    const c1 = {
      id: on,
      displayName: 'Support',
      ...(resourceType !== 'role' && { parentResourceId: parent }),
    };
    document.resources.push({ c1 } as unknown as Document['resources'][0]);
    for (const [name, people] of Object.entries(held)) {
      const id = `${resourceType}:support:${name}`;
      const entitlement = { resource: { id: on }, id, displayName: `Support ${name}`, slug: name };
      document.entitlements.push({ c1: entitlement } as unknown as Document['entitlements'][0]);
      for (const principal of people)
        document.grants.push({
          ...{ principal, entitlement_id: `support:${name}`, id: `${id}:user:${principal}` },
        });
    }
  });
}

const [ADA, GRACE] = ['ks3x8q1m2v7a', 'p0w9e8r7t6y5'];

/** Files as other connectors write them. */
const FOREIGN: Readonly<Record<string, () => Uint8Array | string>> = {
  'a JSON with resources of another type': () => example.replace(/organization(?=[":])/g, 'team'),
  'a JSON with users of another type': () =>
    example.replace(/("resourceType": ?")user(?=")/g, '$1member').replace(/:user:/g, ':member:'),
  'a .c1z with resources of another type': () =>
    // as long as the other one, so that the database stays whole
    c1zOf(
      Buffer.from(
        databaseIn(fixture('example/acme.run1.c1z'))
          .toString('latin1')
          .replaceAll('organization', 'organisation'),
        'latin1',
      ),
    ),
  'a JSON of another product': () =>
    changed(({ snapshot }) => Object.assign(snapshot.source ?? {}, { product: 'okta' })),
  'a JSON in which an organization has not every role': () =>
    changed((document) => {
      const [, , viewer] = document.entitlements;
      const id = `${viewer?.resource_name}:${viewer?.entitlement}`;
      document.entitlements.splice(2, 1);
      document.grants = document.grants.filter((grant) => grant.entitlement_id !== id);
      const other = document.resources[0];
      const second = JSON.stringify([other, document.entitlements[0]]).replaceAll(other?.name ?? '', 'other');
      const [resource, member] = JSON.parse(second) as [
        Document['resources'][0],
        Document['entitlements'][0],
      ];
      document.resources.push(resource);
      document.entitlements.push(member);
    }),
  'a JSON with grants to groups': () =>
    changed((document) => {
      const { name = '' } = document.resources[0] ?? {};
      const id = `organization:${name}:member:organization:${name}`;
      document.grants.push({ principal: name, entitlement_id: `${name}:member`, id });
    }),
  'a JSON with a role of which somebody holds two things': () =>
    withRole('role', { member: [ADA], admin: [ADA] }),
  'a JSON with a role of an organization of which somebody holds two things': () =>
    withRole('organization_role', { assigned: [ADA], admin: [ADA] }),
};

/** Exports what is read of a file; gives the target. */
async function exportAgain(
  file: string,
  folder: string,
  format: ExportFormat,
  extended = false,
): Promise<string> {
  const [into, target] = [join(folder, 'read.snapshot'), join(folder, 'target')];
  await readC1({ file, into });
  await exportSnapshot({ snapshotFile: into, format, target, extended });
  return target;
}

describe('A file of another connector', function () {
  for (const [what, content] of Object.entries(FOREIGN))
    for (const extended of [false, true])
      it(`can be read and is not exported again, in no form: ${what}${extended ? ', extended' : ''}`, () =>
        withFolder(async (folder) => {
          const file = join(folder, 'given.c1z');
          writeFileSync(file, content());
          for (const format of EXPORT_FORMATS) {
            const error = await accessErrorOf(exportAgain(file, folder, format, extended));
            assert.equal(error.code, 'export.foreign');
            assert.match(error.message, /cannot be exported: another connector made it/);
            assert.match(error.hint ?? '', /Use the file that you opened as it is/);
            assert.ok(!existsSync(join(folder, 'target')));
          }
        }));
});

describe('A role of another connector', () => {
  for (const type of ['role', 'organization_role']) {
    it(`is one for each thing that can be held of it: ${type}`, () =>
      withFolder((folder) => {
        const file = join(folder, 'given.json');
        writeFileSync(file, withRole(type, { member: [ADA, GRACE], admin: [ADA] }));
        return withC1(file, (snapshot) => {
          const roles = type === 'role' ? allGlobalRoles(snapshot) : allOrganizationRoles(snapshot);
          const found = [...roles].filter(({ name }) => name.startsWith('Support'));
          assert.deepEqual(found.map(({ id, name }) => [id, name]).sort(), [
            [`${type}:support:admin`, 'Support admin'],
            [`${type}:support:member`, 'Support member'],
          ]);
        });
      }));

    it(`is itself what one is assigned to: ${type}`, () =>
      withFolder((folder) => {
        const file = join(folder, 'given.json');
        writeFileSync(file, withRole(type, { admin: [ADA], assigned: [ADA] }));
        return withC1(file, (snapshot) => {
          const roles = type === 'role' ? allGlobalRoles(snapshot) : allOrganizationRoles(snapshot);
          const ids = [...roles].map(({ id }) => id).filter((id) => id.includes('support'));
          assert.deepEqual(ids.sort(), [`${type}:support:admin`, 'support'].sort());
        });
      }));

    it(`changes hands where somebody moves from one thing to another: ${type}`, () =>
      withFolder(async (folder) => {
        const [before, after] = [join(folder, 'before.snapshot'), join(folder, 'after.snapshot')];
        const file = join(folder, 'given.json');
        writeFileSync(file, withRole(type, { member: [ADA], admin: [GRACE] }));
        await readC1({ file, into: before });
        writeFileSync(file, withRole(type, { member: [], admin: [ADA, GRACE] }));
        await readC1({ file, into: after });
        const changes = compareFiles({ before, after }, c1View).changes.map(describeChange);
        assert.deepEqual(changes.sort(), [
          'Ada Lovelace no longer holds Support member',
          'Ada Lovelace now holds Support admin',
        ]);
      }));
  }
});

describe('A C1 file with the ids of a Logto tenant', function () {
  for (const name of ['acme.run1.c1-snapshot.json', 'baton-file/acme.snapshot.json', ...c1zFixtures()])
    it(`can be exported again, with the same ids: ${name}`, () =>
      withFolder(async (folder) => {
        const target = await exportAgain(fixture(name), folder, 'c1-json');
        const given = name.endsWith('.c1z') ? messagesInC1z(name) : messagesOf(jsonRows(fixture(name)));
        assert.deepEqual(idsIn(await messagesOf(jsonRows(target))), idsIn(await given));
      }));

  for (const extended of [false, true])
    it(`does not say that MFA is not required where nobody said so${extended ? ', extended' : ''}`, () =>
      withFolder(async (folder) => {
        const file = join(folder, 'given.json');
        const types = ['role', 'organization_role'].map((id) => ({ id, displayName: id }));
        const content = changed((document) => {
          if (extended) document.resource_types.push(...types);
          for (const object of objectsIn(document)) delete object.is_mfa_required;
        });
        writeFileSync(file, content);
        const target = await exportAgain(file, folder, 'c1-json', extended);
        assert.doesNotMatch(readFileSync(target, 'utf8'), /is_mfa_required/);
        await withC1(target, ({ info }) => assert.ok(isUnknown(info, 'MFA required')));
      }));

  for (const format of EXPORT_FORMATS)
    it(`is not exported with what it does not carry, as if there were none: ${format}`, () =>
      withFolder(async (folder) => {
        const plain = fixture('acme.run1.c1-snapshot.json');
        const error = await accessErrorOf(exportAgain(plain, folder, format, true));
        assert.equal(error.code, 'export.unknown');
        assert.match(error.message, /does not carry global roles and applications/);
        assert.ok(!existsSync(join(folder, 'target')));
      }));
});
