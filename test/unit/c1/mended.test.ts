import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { exportSnapshot } from '../../../src/c1/export.ts';
import { EXPORT_FORMATS } from '../../../src/c1/formats.ts';
import { mendedTexts } from '../../../src/c1/mended.ts';
import { withFolder } from '../../support/snapshots.ts';
import {
  application,
  globalRole,
  organization as anOrganization,
  organizationRole as anOrganizationRole,
  writeSnapshot as writeRows,
} from '../snapshot/support/rows.ts';
import { anyTenant } from './support/arbitraries.ts';
import { exportedCsv } from './support/csv.ts';
import { exported } from './support/document.ts';
import { organization, role, user, type Tenant } from './support/tenant.ts';

const NOBODY: Tenant = { users: [], organizations: [], roles: [], members: [] };

const mended = async (tenant: Partial<Tenant>): Promise<unknown> =>
  (await exported({ ...NOBODY, ...tenant })).mended;

describe('What an export mends so that C1 takes it', function () {
  it('is nothing where everything fits, at the very limits too', async () => {
    const users = [
      user({ id: 'u', name: 'é'.repeat(512), email: 'ada@acme.test', username: 'a'.repeat(1024) }),
    ];
    const organizations = [organization({ id: 'o', name: 'n'.repeat(1017), description: 'd'.repeat(2048) })];
    assert.deepEqual(await mended({ users, organizations }), {});
  });

  it('counts users with a name that had to be cut, once each', async () => {
    const long = '€'.repeat(342); // 1,026 bytes
    const users = [
      user({ id: 'a', name: long, username: long }),
      user({ id: 'b', name: 'Bo', familyName: long }),
      user({ id: 'c', name: ' '.repeat(2000) }), // says nothing, so that the id stands for it
    ];
    assert.deepEqual(await mended({ users }), { namesCut: 2 });
  });

  it('counts the organization and its entitlements, whose names begin with its own', async () => {
    const organizations = [organization({ id: 'o', name: 'n'.repeat(1025) })];
    assert.deepEqual(await mended({ organizations, roles: [role({ id: 'r' })] }), { namesCut: 3 });
  });

  it('counts entitlements where two names that fit do not fit together', async () => {
    const organizations = [organization({ id: 'o', name: 'n'.repeat(600) })];
    assert.deepEqual(await mended({ organizations, roles: [role({ id: 'r', name: 'r'.repeat(424) })] }), {
      namesCut: 1,
    });
    assert.deepEqual(await mended({ organizations, roles: [role({ id: 'r', name: 'r'.repeat(423) })] }), {});
  });

  it('counts descriptions of organizations and of roles in them', async () => {
    const description = 'd'.repeat(2049);
    const organizations = [organization({ id: 'o', description }), organization({ id: 'p' })];
    assert.deepEqual(await mended({ organizations, roles: [role({ id: 'r', description })] }), {
      descriptionsCut: 3,
    });
  });

  it('counts users whose e-mail is no address, and not those who have none', async () => {
    const users = [
      user({ id: 'a', email: 'not an address' }),
      user({ id: 'b' }),
      user({ id: 'c', email: '' }),
    ];
    assert.deepEqual(await mended({ users }), { emailsLeftOut: 1 });
  });

  it('counts halves of surrogate pairs, and lets NUL and marks of direction through', async () => {
    const name = 'N\0UL \u202eevil\u202c مرحبا';
    const users = [
      user({ id: 'a', name: 'half \ud83d', connectors: ['\udc00'] }),
      user({ id: 'b', name }),
      user({ id: 'c', connectors: ['\udc00'] }),
    ];
    const json = await exported({ ...NOBODY, users });
    assert.deepEqual(json.mended, { textsMended: 2 });
    const names = ['half \ufffd', name, 'c'];
    assert.deepEqual(
      json.document.users.map((one) => one.display_name),
      names,
    );
    const csv = await exportedCsv({ ...NOBODY, users });
    assert.deepEqual(
      csv.rows.map((row) => row['Full Name']),
      names,
    );
  });

  it('is counted for each row in which it shows, and for no other', async () => {
    const said = (text: string | null | undefined): boolean => (text ?? '').trim() !== '';
    const property = fc.asyncProperty(anyTenant, async (tenant) => {
      const { document, mended } = await exported(tenant);
      const emails = tenant.users.filter(({ email }) => said(email)).length;
      const taken = document.users.filter(({ email }) => email !== '').length;
      assert.equal(mended.emailsLeftOut ?? 0, emails - taken);
      const isCut = (source: string | null | undefined, description: string): boolean =>
        said(source) && source?.toWellFormed() !== description;
      const from = (rows: readonly { id: string; description: string | null }[], id: string) =>
        rows.find((row) => row.id === id)?.description;
      const cut = [
        ...document.resources.filter((one) => isCut(from(tenant.organizations, one.name), one.description)),
        ...document.entitlements.filter((one) => isCut(from(tenant.roles, one.entitlement), one.description)),
      ];
      assert.equal(mended.descriptionsCut ?? 0, cut.length);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('counts applications and roles where the export is extended, and alike in each form', () =>
    withFolder(async (folder) => {
      const [name, snapshotFile] = ['n'.repeat(1025), join(folder, 'a.snapshot')];
      writeRows(snapshotFile, {
        organizations: [anOrganization('o', { name: 'O' })],
        organizationRoles: [anOrganizationRole('r', { name })],
        globalRoles: [globalRole('g', { name: 'G', description: 'd'.repeat(2049) })],
        applications: [application('a', { name }), application('b', { name: 'half \ud83d' })],
      });
      const job = { snapshotFile, target: join(folder, 'out') };
      for (const format of EXPORT_FORMATS) {
        const extended = await exportSnapshot({ ...job, format, extended: true });
        // the application; the role of the organization, and what it grants
        assert.deepEqual(extended.mended, { namesCut: 3, descriptionsCut: 1, textsMended: 1 }, format);
        const plain = await exportSnapshot({ ...job, format });
        assert.deepEqual(plain.mended, { namesCut: 1 }, format);
      }
    }));

  it('is told in words, in one order', () => {
    assert.deepEqual(mendedTexts({}), []);
    assert.deepEqual(mendedTexts({ textsMended: 1, emailsLeftOut: 1200, descriptionsCut: 1, namesCut: 2 }), [
      '2 rows with a name cut to 1,024 bytes',
      '1 row with a description cut to 2,048 bytes',
      '1,200 users without their e-mail, which is no address',
      '1 row with U+FFFD for what was no character',
    ]);
  });
});
