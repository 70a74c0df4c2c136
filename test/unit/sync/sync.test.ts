import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { CancelledError } from '../../../src/errors.ts';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import type { LogtoClient } from '../../../src/logto/client.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, firstTimes, withTenant, type Fault } from '../../support/tenant.ts';

type Look = (snapshot: Snapshot, data: TenantData) => void;

/** Syncs a tenant and looks at the snapshot beside the tenant's own data. */
function synced(options: Parameters<typeof withTenant>[0], look: Look): Promise<void> {
  return withTenant(options, (tenant, client) =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      await syncTo(file, client);
      await withSnapshot(file, (snapshot) => look(snapshot, tenant.data));
    }),
  );
}

/** Syncs in vain; gives the error and what was left in the folder. */
async function failed(client: LogtoClient, signal?: AbortSignal): Promise<{ error: Error; left: string[] }> {
  return withFolder(async (folder) => {
    const error = await syncTo(join(folder, 'a.snapshot'), client, signal).then(
      () => assert.fail('the sync succeeded'),
      (reason: unknown) => reason as Error,
    );
    return { error, left: readdirSync(folder) };
  });
}

const sorted = (rows: Iterable<string>): string[] => [...rows].sort();

function assertSame(snapshot: Snapshot, data: TenantData): void {
  assert.deepEqual(
    sorted([...all.allUsers(snapshot)].map(({ id }) => id)),
    sorted(data.users.list().map(({ id }) => id)),
  );
  const memberships = [...data.members];
  assert.deepEqual(
    sorted(
      [...all.allMemberships(snapshot)].map(({ organizationId, userId }) => `${organizationId}/${userId}`),
    ),
    sorted(memberships.map(({ organizationId, memberId }) => `${organizationId}/${memberId}`)),
  );
  assert.deepEqual(
    sorted(
      [...all.allRoleAssignments(snapshot)].map(
        ({ organizationId, userId, roleId }) => `${organizationId}/${userId}/${roleId}`,
      ),
    ),
    sorted(
      memberships.flatMap(({ organizationId, memberId, roleIds }) =>
        roleIds.map((roleId) => `${organizationId}/${memberId}/${roleId}`),
      ),
    ),
  );
  assert.deepEqual(
    sorted([...all.allGlobalRoleUsers(snapshot)].map(({ roleId, holderId }) => `${holderId}/${roleId}`)),
    sorted([...data.userRoles].map((pair) => pair.join('/'))),
  );
}

describe('A sync', () => {
  it('brings every user, membership, role assignment and role holder into the snapshot', () =>
    synced({ users: 240, organizations: 12 }, assertSame));

  it('brings what there is to know of a user, and nothing secret or private', () =>
    synced({}, (snapshot, data) => {
      for (const user of all.allUsers(snapshot)) {
        const row = data.users.get(user.id)!;
        assert.equal(user.email, row.primaryEmail);
        assert.equal(user.suspended, row.isSuspended);
        assert.equal(user.lastSignInAt, row.lastSignInAt);
        assert.deepEqual(user.connectors, Object.keys(row.identities).sort());
      }
      const columns = snapshot.all('select name from pragma_table_info(?)', 'users').map(({ name }) => name);
      assert.ok(
        !columns.some((name) => /custom|avatar|password_|^identit/.test(String(name))),
        columns.join(),
      );
    }));

  it('brings roles with their permissions, applications with theirs, and invitations', () =>
    synced({ users: 240, organizations: 12 }, (snapshot, data) => {
      assert.deepEqual(snapshot.info.counts.organizationRoles, data.organizationRoles.list().length);
      for (const role of all.allOrganizationRoles(snapshot)) {
        const permissions =
          data.organizationRoleScopes.of(role.id).size + data.organizationRoleResourceScopes.of(role.id).size;
        assert.equal(role.scopes.length, permissions, role.name);
      }
      for (const role of all.allGlobalRoles(snapshot))
        assert.equal(role.scopes.length, data.roleScopes.of(role.id).size, role.name);
      assert.equal([...all.allGlobalRoleApplications(snapshot)].length, [...data.applicationRoles].length);
      assert.equal([...all.allApplicationMemberships(snapshot)].length, data.machines.size);
      assert.equal(snapshot.info.counts.invitations, data.invitations.list().length);
      assert.equal(snapshot.info.counts.applications, data.applications.list().length);
    }));

  it('finds the users that pages lose when many were created in the same millisecond', () =>
    synced(
      { data: generateTenant({ seed: 7, users: 450, organizations: 4, tiedUsers: 300 }) },
      (snapshot, data) => {
        assertSame(snapshot, data);
        assert.match(
          snapshot.info.verified,
          / 450 users were counted by their ids\. .*users moved while being read, and were read by id/,
        );
      },
    ));

  it('asks for those without a role instead of those with it where nearly everybody holds it', () => {
    const asked: string[] = [];
    const fault: Fault = ({ path, query }) => {
      if (query.get('page_size') === '1') return undefined; // asks for the number alone
      if (/^\/api\/roles\/.*\/users$/.test(path) || query.has('excludeRoleId')) asked.push(path);
      return undefined;
    };
    return synced({ users: 450, organizations: 2, fault }, (snapshot, data) => {
      assertSame(snapshot, data);
      const everybody = data.roles.list().find(({ isDefault }) => isDefault)!;
      assert.ok(!asked.includes(`/api/roles/${everybody.id}/users`));
      assert.ok(asked.includes('/api/users'));
    });
  });

  it('says about itself when, from where, by what and with how many requests', () =>
    withTenant({}, (tenant, client) =>
      withFolder(async (folder) => {
        const info = await syncTo(join(folder, 'a.snapshot'), client);
        assert.match(info.id, /^[0-9A-Za-z]{27}$/);
        assert.equal(info.baseUrl, tenant.baseUrl);
        assert.equal(info.requests, tenant.requests.total);
        assert.ok(info.startedAt <= info.endedAt);
        assert.deepEqual(readdirSync(folder), ['a.snapshot']);
      }),
    ));

  it('drops an organization that was deleted after it was listed, instead of calling it empty', async () => {
    let data: TenantData | undefined;
    let gone: string | undefined;
    const fault: Fault = ({ path }) => {
      const id = /^\/api\/organizations\/(\w+)\/users$/.exec(path)?.[1];
      if (id === undefined || gone !== undefined || data === undefined) return undefined;
      gone = id;
      for (const userId of data.members.membersOf(id)) data.members.delete(id, userId);
      data.organizations.delete(id);
      return undefined;
    };
    await withTenant({ fault }, (tenant, client) => {
      data = tenant.data;
      return withFolder(async (folder) => {
        await syncTo(join(folder, 'a.snapshot'), client);
        await withSnapshot(join(folder, 'a.snapshot'), (snapshot) => {
          assert.ok(gone !== undefined);
          assert.ok(![...all.allOrganizations(snapshot)].some(({ id }) => id === gone));
          assert.match(snapshot.info.verified, /was deleted during the sync/);
          assertSame(snapshot, tenant.data);
        });
      });
    });
  });

  it('loses no organization when another one is deleted behind the page that is being read', async () => {
    let data: TenantData | undefined;
    let gone: string | undefined;
    const fault: Fault = ({ path, query }) => {
      if (path !== '/api/organizations' || query.get('page') !== '2' || gone !== undefined || !data)
        return undefined;
      gone = data.organizations.list()[0]!.id;
      for (const userId of data.members.membersOf(gone)) data.members.delete(gone, userId);
      data.organizations.delete(gone);
      return undefined;
    };
    await withTenant({ organizations: 150, users: 200, fault }, (tenant, client) => {
      data = tenant.data;
      return withFolder(async (folder) => {
        await syncTo(join(folder, 'a.snapshot'), client);
        await withSnapshot(join(folder, 'a.snapshot'), (snapshot) => {
          assert.ok(gone !== undefined);
          const ids = [...all.allOrganizations(snapshot)].map(({ id }) => id);
          assert.deepEqual(ids, sorted(tenant.data.organizations.list().map(({ id }) => id)));
          assertSame(snapshot, tenant.data);
        });
      });
    });
  });

  it('keeps an organization that really has no members', () =>
    synced({ organizations: 12, users: 240 }, (snapshot, data) => {
      const empty = data.organizations.list().filter(({ id }) => data.members.sizeOf(id) === 0);
      assert.ok(empty.length > 0);
      for (const { id } of empty)
        assert.ok([...all.allOrganizations(snapshot)].some((organization) => organization.id === id));
    }));

  it('adds a member whom the user list did not show, whole', () => {
    let hidden: string | undefined;
    let data: TenantData | undefined;
    // The list is read before the user joins; the membership is read after.
    const fault: Fault = ({ path, query }, response) => {
      if (path !== '/api/users' || query.has('search.id') || data === undefined) return undefined;
      hidden ??= data.members.membersOf(data.organizations.list()[0]!.id)[0];
      const rows = data.users.list().filter(({ id }) => id !== hidden);
      const body = rows.map((row) => ({ ...row, hasPassword: false }));
      return answer(response, 200, body, { 'total-number': String(rows.length) });
    };
    return withTenant({ users: 50, fault }, (tenant, client) => {
      data = tenant.data;
      return withFolder(async (folder) => {
        await syncTo(join(folder, 'a.snapshot'), client);
        await withSnapshot(join(folder, 'a.snapshot'), (snapshot) => {
          const found = [...all.allUsers(snapshot)].find(({ id }) => id === hidden);
          assert.ok(found);
          assert.match(snapshot.info.verified, /1 users came from the lists that name them/);
          assert.equal(found.email, tenant.data.users.get(found.id)?.primaryEmail);
        });
      });
    });
  });

  it('has no row that names something the snapshot does not have', () =>
    synced({ users: 240, organizations: 12 }, (snapshot) => {
      for (const [table, column, owner] of [
        ['memberships', 'user_id', 'users'],
        ['member_roles', 'role_id', 'organization_roles'],
        ['role_users', 'user_id', 'users'],
        ['invitation_roles', 'role_id', 'organization_roles'],
      ] as const) {
        assert.deepEqual(
          snapshot.all(`select ${column} from ${table} where ${column} not in (select id from ${owner})`),
          [],
        );
      }
    }));

  it('survives 429, 503 and resets on the way', () => {
    const faults = [
      (response: ServerResponse) => void answer(response, 429, {}, { 'retry-after': '0' }),
      (response: ServerResponse) => void answer(response, 503, {}),
      (response: ServerResponse) => void response.socket?.destroy(),
    ];
    const asked = new Set<string>();
    // Every other read meets a fault the first time it is asked for.
    const fault: Fault = ({ path, query }, response) => {
      const read = `${path}?${query.toString()}`;
      if (!path.startsWith('/api/') || asked.has(read)) return undefined;
      asked.add(read);
      if (asked.size % 2 === 0) return undefined;
      faults[asked.size % faults.length]?.(response);
      return true;
    };
    return synced({ users: 240, organizations: 12, fault }, assertSame);
  });

  it('renews its token when it outlives one', () =>
    synced({ users: 240, organizations: 12, tokenLifetimeSeconds: 1 }, assertSame));
});

describe('A sync that cannot succeed', () => {
  it('leaves nothing behind, and says what answered how', () =>
    withTenant(
      { fault: firstTimes(9999, '/api/organization-roles', (response) => void answer(response, 500, {})) },
      async (_, client) => {
        const { error, left } = await failed(client);
        assert.match(error.message, /failed \(500\) on \/api\/organization-roles/);
        assert.deepEqual(left, []);
      },
    ));

  it('leaves nothing behind when it is cancelled in the middle', () =>
    withTenant({ fault: firstTimes(99, '/api/organizations', () => undefined) }, async (_, client) => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 40);
      const { error, left } = await failed(client, abort.signal);
      assert.ok(error instanceof CancelledError);
      assert.deepEqual(left, []);
    }));

  it('names the endpoint and the field where an answer is not as Logto documents it', () =>
    withTenant(
      {
        fault: firstTimes(
          9,
          '/api/organizations',
          (response) => void answer(response, 200, [{ id: 'a', name: 7 }], { 'total-number': '1' }),
        ),
      },
      async (_, client) => {
        const { error } = await failed(client);
        assert.match(error.message, /\/api\/organizations, 0\.name is not as expected: string was expected/);
      },
    ));

  it('says so where the folder cannot be made', () =>
    withTenant({}, async (_, client) => {
      await withFolder(async (folder) => {
        writeFileSync(join(folder, 'file'), '');
        const file = join(folder, 'file', 'nowhere', 'a.snapshot');
        const { message } = await accessErrorOf(syncTo(file, client));
        assert.ok(message.startsWith(`${file} cannot be written`), message);
      });
    }));
});
