import assert from 'node:assert/strict';
import fc from 'fast-check';
import { csvLine } from '../../../src/c1/csvLine.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import {
  application,
  globalRole,
  organization as anOrganization,
  organizationRole as anOrganizationRole,
  user as anybody,
  writeSnapshot as writeRows,
  type Rows,
} from '../snapshot/support/rows.ts';
import { RUN1, RUN2 } from './support/acme.ts';
import { anyTenant, anyText } from './support/arbitraries.ts';
import { csvOf, exportedCsv, parseCsv, records } from './support/csv.ts';
import { exported, readFixture } from './support/document.ts';
import { member, organization, role, user } from './support/tenant.ts';

const HEADER =
  'Type,Last Name,First Name,Full Name,User ID,Username,Email Address,User Status,User Type,Last Login,' +
  'Resource Type,Resource Name,Entitlement,Entitlement Description,Entitlement Display Name,Entitlement Slug';

type Records = Record<string, string>[];
const ofType = (rows: Records, type: string): Records => rows.filter((row) => row.Type === type);

/** The columns of a row that hold something, as a text to sort by. */
const filled = (row: Record<string, string>): string =>
  JSON.stringify(
    Object.entries(row)
      .filter(([, text]) => text !== '')
      .sort(),
  );

describe('A line of CSV', function () {
  it('quotes what holds a comma, a quote or a line break, and nothing else', () => {
    assert.equal(csvLine(['a', '', 'b c', "d'e"]), "a,,b c,d'e");
    assert.equal(csvLine(['a,b', 'a"b', 'a\nb', 'a\rb']), '"a,b","a""b","a\nb","a\rb"');
  });

  for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    it(`keeps a spreadsheet from running what begins with ${JSON.stringify(start)}`, () => {
      const [[field] = []] = parseCsv(`${csvLine([`${start}1+1`])}\r\n`);
      assert.equal(field, `'${start}1+1`);
    });

  it('leaves the same characters alone further on', () => {
    assert.equal(csvLine(['a=b', 'ada+lovelace@acme.test', 'x-y']), 'a=b,ada+lovelace@acme.test,x-y');
  });

  it('is read back as what was written, whatever the text, and never as a formula', () => {
    const texts = fc.array(fc.oneof(anyText, fc.constantFrom('"', ',', '\r\n', '=1', '""')), {
      minLength: 1,
    });
    const property = fc.property(texts, (fields) => {
      const [row = [], ...more] = parseCsv(`${csvLine(fields)}\r\n`);
      assert.deepEqual(more, []);
      assert.deepEqual(
        row,
        fields.map((text) => ('=+-@\t\r\n＝＋－＠'.includes(text.charAt(0) || 'none') ? `'${text}` : text)),
      );
      assert.ok(row.every((text) => !/^[=+\-@\t\r]/.test(text)));
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('A CSV for C1', function () {
  it('has the columns of both of C1’s templates', async () => {
    const { text } = await exportedCsv(RUN1.tenant);
    assert.equal(text.slice(0, text.indexOf('\r\n')), HEADER);
  });

  it('says of the example tenant what C1’s own export says', async () => {
    const { rows } = await exportedCsv(RUN1.tenant);
    const theirs = records(parseCsv(readFixture('example/run1.csv').replaceAll('\n', '\r\n')));
    const columns = Object.keys(theirs[0] ?? {});
    const ours = rows.map((row) => {
      const same = Object.fromEntries(columns.map((name) => [name, row[name] ?? 'no such column']));
      return row.Type === 'Grant' ? { ...same, 'User Status': '' } : same; // C1's own names it of identities alone
    });
    assert.deepEqual(ours.map(filled).sort(), theirs.map(filled).sort());
  });

  it('tells of a user all that the template asks, and again beside each of their grants', async () => {
    const { rows } = await exportedCsv(RUN1.tenant);
    const ada = rows.filter((row) => row['User ID'] === 'ks3x8q1m2v7a');
    assert.deepEqual(
      ada.map(({ Type }) => Type),
      ['Identity', 'Grant', 'Grant'],
    );
    for (const row of ada) {
      const columns = ['Full Name', 'Username', 'User Status', 'User Type', 'Last Login'];
      assert.deepEqual(
        columns.map((name) => row[name]),
        ['Ada Lovelace', 'ada', 'Enabled', 'Human', '11/20/2026'],
      );
    }
    assert.equal(rows.find((row) => row['First Name'] === 'Mallory')?.['User Status'], 'Disabled');
  });

  it('leaves blank what nobody knows', async () => {
    const { text } = await exportedCsv({
      users: [user({ id: 'u1' })],
      organizations: [],
      roles: [],
      members: [],
    });
    assert.equal(text, `${HEADER}\r\nIdentity,,,u1,u1,,,Enabled,Human,,,,,,,\r\n`);
  });

  it('has an entitlement that nobody holds, and none for roles of machines', async () => {
    const roles = [role({ id: 'r1', name: 'admin' }), role({ id: 'r2', type: 'MachineToMachine' })];
    const organizations = [organization({ id: 'o1', name: 'One' })];
    const members = [member('o1', 'u1')];
    const { rows } = await exportedCsv({ users: [user({ id: 'u1' })], organizations, roles, members });
    assert.deepEqual(
      ofType(rows, 'Entitlement').map((row) => row.Entitlement),
      ['organization:o1:member', 'organization:o1:r1'],
    );
    assert.equal(ofType(rows, 'Grant').length, 1);
  });

  it('begins with a byte order mark where it is told to, and is the same otherwise', async () => {
    const [without, withMark] = [
      await exportedCsv(RUN1.tenant),
      await exportedCsv(RUN1.tenant, { bom: true }),
    ];
    assert.equal(withMark.text, `\ufeff${without.text}`);
  });

  it('is the same for two syncs of an unchanged tenant', async () => {
    const [before, after] = [RUN1.sync, RUN2.sync].map((sync) => exportedCsv(RUN1.tenant, { sync }));
    assert.equal((await after)?.text, (await before)?.text);
  });

  it('says of any tenant what its C1 snapshot JSON says, mended alike', async () => {
    const property = fc.asyncProperty(anyTenant, async (tenant) => {
      const [csv, json] = [await exportedCsv(tenant), await exported(tenant)];
      const { users, entitlements, grants } = json.document;
      const guarded = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
      assert.deepEqual(
        ofType(csv.rows, 'Identity').map((row) => [row['User ID'], row['Full Name'], row['Email Address']]),
        users.map((one) => [one.name, one.display_name, one.email].map(guarded)),
      );
      assert.deepEqual(
        ofType(csv.rows, 'Entitlement').map((row) => [
          row.Entitlement,
          row['Entitlement Display Name'],
          row['Entitlement Description'],
        ]),
        entitlements.map((one) => [one.c1.id as string, one.display_name, one.description].map(guarded)),
      );
      assert.deepEqual(
        ofType(csv.rows, 'Grant').map((row) => [row.Entitlement, row['User ID']]),
        grants.map((one) => [`organization:${one.entitlement_id}`, guarded(one.principal)]),
      );
      assert.deepEqual([csv.counts, csv.mended], [json.counts, json.mended]);
    });
    await fc.assert(property, { numRuns: 30 });
  });

  it('has services and the roles of an extended export, with nobody’s name and address', async () => {
    const rows: Rows = {
      users: [anybody('ada', { suspended: true })],
      organizations: [anOrganization('o1', { name: 'One' })],
      organizationRoles: [anOrganizationRole('robot', { name: 'Robot', type: 'MachineToMachine' })],
      globalRoles: [globalRole('owner', { name: 'Owner', userIds: ['ada'] })],
      applications: [application('erp', { name: '=ERP()' })],
      applicationMembers: { o1: { erp: ['robot'] } },
    };
    const csv = await csvOf((file) => writeRows(file, rows), { extended: true });
    const lines = csv.text.trimEnd().split('\r\n');
    assert.deepEqual(lines.slice(1), [
      'Identity,,,ada,ada,,,Disabled,Human,,,,,,,',
      "Identity,,,'=ERP(),erp,,,Enabled,Service,,,,,,,",
      'Entitlement,,,,,,,,,,organization,One,organization:o1:member,Member of the One organization in Logto,One member,member',
      'Entitlement,,,,,,,,,,organization_role,One Robot,organization_role:o1:robot:assigned,Holds the role One Robot in Logto,One Robot assigned,assigned',
      'Entitlement,,,,,,,,,,role,Owner,role:owner:assigned,Holds the role Owner in Logto,Owner assigned,assigned',
      "Grant,,,'=ERP(),erp,,,Enabled,Service,,organization,One,organization:o1:member,Member of the One organization in Logto,One member,member",
      "Grant,,,'=ERP(),erp,,,Enabled,Service,,organization_role,One Robot,organization_role:o1:robot:assigned,Holds the role One Robot in Logto,One Robot assigned,assigned",
      'Grant,,,ada,ada,,,Disabled,Human,,role,Owner,role:owner:assigned,Holds the role Owner in Logto,Owner assigned,assigned',
    ]);
    assert.deepEqual(csv.counts, { users: 2, resources: 3, entitlements: 3, grants: 3 });
  });

  it('has beside each grant the columns of the user, also where they are too many for memory', async () => {
    const name = 'n'.repeat(1024);
    const users = Array.from({ length: 17_000 }, (_, i) => anybody(`u${100_000 + i}`, { name }));
    const members = { o1: Object.fromEntries(users.slice(-3).map(({ id }) => [id, []])) };
    const rows: Rows = { users, organizations: [anOrganization('o1', { name: 'One' })], members };
    const { text } = await csvOf((file) => writeRows(file, rows), {});
    const lines = text.replaceAll(name, 'NAME').match(/^Grant,.*?,organization/gm);
    assert.deepEqual(
      lines,
      users.slice(-3).map(({ id }) => `Grant,,,NAME,${id},,,Enabled,Human,,organization`),
    );
  });

  it('is not written where the snapshot has other rows than it says', async () => {
    const error = await accessErrorOf(exportedCsv({ ...RUN1.tenant, wrongCounts: { users: 4 } }));
    assert.equal(error.code, 'export.incomplete');
  });
});
