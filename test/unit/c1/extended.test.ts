import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { exportSnapshot, type ExportResult } from '../../../src/c1/export.ts';
import { withFolder } from '../../support/snapshots.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import {
  application,
  globalRole,
  organization,
  organizationRole,
  user,
  writeSnapshot,
  type Rows,
} from '../snapshot/support/rows.ts';
import { RUN1 } from './support/acme.ts';
import { anyTenant } from './support/arbitraries.ts';
import { decoded, rowsOf, withC1z } from './support/c1z.ts';
import { exported, objectsIn, parse, readFixture, type Document } from './support/document.ts';

const validate = new Ajv2020({ strict: false, allErrors: true }).compile(
  JSON.parse(readFixture('c1-snapshot-v1.schema.json')) as object,
);

function assertValid(document: Document): void {
  assert.ok(validate(document), JSON.stringify(validate.errors, null, 2));
}

/** A tenant with one of everything that only an extended export has. */
const ROWS: Rows = {
  users: [user('ada'), user('bob')],
  organizations: [organization('acme', { name: 'Acme' }), organization('acme-', { name: 'Acme too' })],
  members: { acme: { ada: ['admin'], bob: [] } },
  organizationRoles: [
    organizationRole('admin', { name: 'Admin', description: 'May do all.' }),
    organizationRole('robot', { name: 'Robot', type: 'MachineToMachine' }),
  ],
  globalRoles: [
    globalRole('owner', { name: 'Owner', userIds: ['ada'] }),
    globalRole('worker', { name: 'Worker', type: 'MachineToMachine', applicationIds: ['erp'] }),
  ],
  applications: [
    application('erp', { name: 'ERP', description: 'Orders' }),
    application('spa', { type: 'SPA' }),
  ],
  applicationMembers: { acme: { erp: ['robot'] } },
};

const PLAIN: Rows = { ...ROWS, globalRoles: [], applications: [], applicationMembers: {} };

interface BothForms {
  readonly document: Document;
  readonly result: ExportResult;
  readonly c1z: string;
}

/** Exports rows in both forms. */
function withBoth<T>(rows: Rows, test: (both: BothForms) => Promise<T> | T, extended = true): Promise<T> {
  return withFolder(async (folder) => {
    const snapshotFile = join(folder, 'a.snapshot');
    const [json, c1z] = [join(folder, 'a.json'), join(folder, 'a.c1z')];
    writeSnapshot(snapshotFile, rows);
    const result = await exportSnapshot({ snapshotFile, format: 'c1-json', target: json, extended });
    const other = await exportSnapshot({ snapshotFile, format: 'c1z', target: c1z, extended });
    assert.deepEqual(other.counts, result.counts);
    return test({ document: parse(readFileSync(json, 'utf8')), result, c1z });
  });
}

function idsIn(c1z: string, table: string): Promise<string[]> {
  return withC1z(c1z, (database) => rowsOf(database, table).map((row) => String(row.external_id)));
}

const idOf = ({ id }: { id?: unknown }): string => {
  const { resourceType, resource } = id as { resourceType: string; resource: string };
  return `${resourceType}:${resource}`;
};

describe('An extended export', function () {
  it('is valid, and has more of the tenant than the plain one', () =>
    withBoth(ROWS, ({ document, result }) => {
      assertValid(document);
      assert.deepEqual(result.counts, { users: 3, resources: 8, entitlements: 8, grants: 7 });
      assert.deepEqual(
        document.resource_types.map(({ id, traits }) => [id, traits]),
        [
          ['user', ['TRAIT_USER']],
          ['organization', ['TRAIT_GROUP']],
          ['organization_role', ['TRAIT_ROLE']],
          ['role', ['TRAIT_ROLE']],
        ],
      );
    }));

  it('has the ids that baton-file makes of the JSON, which knows no other principals than users', () =>
    withBoth(ROWS, async ({ document, c1z }) => {
      const users = document.users.map(({ name }) => `user:${name}`);
      assert.deepEqual((await idsIn(c1z, 'v1_resources')).slice(0, 3), users);
      assert.deepEqual(users, ['user:ada', 'user:bob', 'user:erp']);
      assert.ok(document.grants.every(({ id, principal }) => id.endsWith(`:user:${principal}`)));
    }));

  it('sorts applications among users by id', () =>
    withBoth(
      { ...ROWS, users: [...(ROWS.users ?? []), user('zoe'), user('\u{10000}'), user('\uffee')] },
      ({ document }) => {
        const names = document.users.map(({ name }) => name);
        assert.deepEqual(names, ['ada', 'bob', 'erp', 'zoe', '\uffee', '\u{10000}']);
      },
    ));

  it('is refused where an application has the id of a user, which C1 would take for one', async () => {
    const rows = { ...ROWS, users: [user('ada'), user('bob'), user('erp')] };
    const { message, hint } = await accessErrorOf(withBoth(rows, () => undefined));
    assert.match(message, /A user and an application have the id erp/);
    assert.match(hint ?? '', /turn off the extended export/);
    assert.equal(await withBoth(rows, ({ result }) => result.counts.users, false), 3);
  });

  it('has machine-to-machine applications as principals that are services, and no others', () =>
    withBoth(ROWS, ({ document }) => {
      const [ada, bob, erp] = document.users as unknown as Record<string, unknown>[];
      assert.deepEqual(
        [ada, bob].map((one) => [one?.name, one?.type]),
        [
          ['ada', 'human'],
          ['bob', 'human'],
        ],
      );
      assert.deepEqual(
        [erp?.name, erp?.display_name, erp?.type, erp?.status],
        ['erp', 'ERP', 'service', 'enabled'],
      );
      const [trait] = [...objectsIn(erp)].filter((object) => 'accountType' in object);
      assert.deepEqual([trait?.accountType, trait?.login], ['ACCOUNT_TYPE_SERVICE', 'erp']);
    }));

  it('has each role of each organization as a resource under it, held by somebody or not', () =>
    withBoth(ROWS, ({ document }) => {
      const roles = document.resources.filter(({ c1 }) => idOf(c1).startsWith('organization_role:'));
      assert.deepEqual(
        roles.map((one) => [
          one.name,
          one.display_name,
          (one as unknown as Record<string, unknown>).parent_resource,
        ]),
        [
          ['acme-:admin', 'Acme too Admin', 'acme-'],
          ['acme-:robot', 'Acme too Robot', 'acme-'],
          ['acme:admin', 'Acme Admin', 'acme'],
          ['acme:robot', 'Acme Robot', 'acme'],
        ],
      );
      assert.deepEqual(roles[2]?.c1.parentResourceId, { resourceType: 'organization', resource: 'acme' });
      assert.equal(roles[2].description, 'May do all.');
      assert.equal(roles[3]?.description, 'Organization role Robot in Acme');
    }));

  it('says of organizations that roles lie under them', () =>
    withBoth(ROWS, ({ document }) => {
      const [acme] = document.resources;
      assert.ok([...objectsIn(acme)].some(({ resourceTypeId }) => resourceTypeId === 'organization_role'));
    }));

  it('grants membership of organizations, and being assigned to roles, to users and applications', () =>
    withBoth(ROWS, ({ document }) => {
      assert.deepEqual(
        document.grants.map(({ id }) => id),
        [
          'organization:acme:member:user:ada',
          'organization:acme:member:user:bob',
          'organization:acme:member:user:erp',
          'organization_role:acme:admin:assigned:user:ada',
          'organization_role:acme:robot:assigned:user:erp',
          'role:owner:assigned:user:ada',
          'role:worker:assigned:user:erp',
        ],
      );
      const [, , third, role] = document.grants;
      assert.deepEqual([third?.principal, third?.entitlement_id], ['erp', 'acme:member']);
      assert.deepEqual([role?.principal, role?.entitlement_id], ['ada', 'acme:admin:assigned']);
    }));

  it('can be granted to C1’s users, who are people and applications', () =>
    withBoth(ROWS, ({ document }) => {
      for (const { c1 } of document.entitlements)
        assert.deepEqual(
          (c1.grantableTo as { id: string }[]).map(({ id }) => id),
          ['user'],
        );
    }));

  it('has the same rows and ids in a .c1z, with the parent of a role in columns of its own', () =>
    withBoth(ROWS, async ({ document, c1z }) => {
      const resources = [...document.users, ...document.resources].map((one) => idOf(one.c1));
      assert.deepEqual(await idsIn(c1z, 'v1_resources'), resources);
      assert.deepEqual(
        await idsIn(c1z, 'v1_entitlements'),
        document.entitlements.map(({ c1 }) => c1.id),
      );
      assert.deepEqual(
        await idsIn(c1z, 'v1_grants'),
        document.grants.map(({ id }) => id),
      );
      await withC1z(c1z, (database) => {
        const rows = decoded(database, 'v1_resources');
        assert.deepEqual(
          rows.map(({ data }) => data),
          [...document.users, ...document.resources].map((one) => one.c1),
        );
        const role = rows.find(({ external_id }) => external_id === 'organization_role:acme:admin');
        assert.deepEqual([role?.parent_resource_type_id, role?.parent_resource_id], ['organization', 'acme']);
      });
    }));

  it('is valid, sorted and free of dangling grants for any tenant, with any text in it', () => {
    const property = fc.asyncProperty(anyTenant, async (tenant) => {
      const { document } = await exported(tenant, undefined, true);
      assertValid(document);
      for (const ids of [
        document.users.map(({ c1 }) => idOf(c1)),
        document.resources.filter(({ c1 }) => c1.parentResourceId).map(({ c1 }) => idOf(c1)),
        document.grants.map(({ id }) => id),
      ])
        assert.deepEqual(
          ids,
          ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
      assert.ok(JSON.stringify(document).isWellFormed());
    });
    return fc.assert(property, { numRuns: 20 });
  });

  it('fails where an application holds a role that is not there', async () => {
    const rows = { ...PLAIN, globalRoles: [globalRole('worker', { applicationIds: ['gone'] })] };
    const { message } = await accessErrorOf(withBoth(rows, () => undefined));
    assert.match(message, /names the application gone,/);
  });
});

describe('An export that is not extended', () => {
  it('has nothing of what only the other has', () =>
    withBoth(
      ROWS,
      ({ document }) => withBoth(PLAIN, (plain) => assert.deepEqual(document, plain.document), false),
      false,
    ));

  it('is what it is where nobody says', async () => {
    const [said, silent] = [
      await exported(RUN1.tenant, RUN1.sync, false),
      await exported(RUN1.tenant, RUN1.sync),
    ];
    assert.equal(silent.text, said.text);
  });
});
