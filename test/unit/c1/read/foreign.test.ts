import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportSnapshot, type ExportFormat } from '../../../../src/c1/export.ts';
import { EXPORT_FORMATS } from '../../../../src/c1/formats.ts';
import { readC1 } from '../../../../src/c1/read/readC1.ts';
import { accessErrorOf } from '../../../support/rejects.ts';
import { withFolder } from '../../../support/snapshots.ts';
import { parse, readFixture, type Document } from '../support/document.ts';
import { c1zFixtures, c1zOf, databaseIn, fixture } from './support/files.ts';

const example = readFixture('acme.run1.c1-snapshot.json');

/** The example with something changed in it. */
function changed(change: (document: Document) => void): string {
  const document = parse(example);
  delete document.snapshot.stats; // or the numbers would be wrong too
  change(document);
  return JSON.stringify(document);
}

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

describe('A C1 file with the ids of a Logto tenant', function () {
  for (const name of ['acme.run1.c1-snapshot.json', 'baton-file/acme.snapshot.json', ...c1zFixtures()])
    it(`can be exported again, with the same ids: ${name}`, () =>
      withFolder(async (folder) => {
        const target = await exportAgain(fixture(name), folder, 'c1-json');
        const { users, resources, entitlements, grants } = parse(readFileSync(target, 'utf8'));
        assert.deepEqual(
          [users, resources, entitlements, grants].map(({ length }) => length),
          name.includes('two-syncs') ? [4, 1, 3, 5] : [3, 1, 3, 5],
        );
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
