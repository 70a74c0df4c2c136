import assert from 'node:assert/strict';
import { generateTenant, startDemoTenant } from '../../../src/demo/index.ts';
import type { DemoTenant, OrganizationRow, UserRow } from '../../../src/demo/index.ts';
import { ApiClient } from './support/client.ts';

const NOW = Date.UTC(2026, 10, 24);

function ids(rows: readonly { readonly id: string }[]): readonly string[] {
  return rows.map(({ id }) => id);
}

describe('Reading the demo tenant page by page', () => {
  let tenant: DemoTenant;
  let client: ApiClient;

  async function serve(tiedUsers: number): Promise<void> {
    tenant = await startDemoTenant({ data: generateTenant({ users: 300, tiedUsers, now: NOW }) });
    client = new ApiClient(tenant);
  }

  afterEach(() => tenant.close());

  describe('where 150 of 300 users came in one import', () => {
    beforeEach(() => serve(150));

    it('gives as many rows as there are users, but not all the users', async () => {
      const passes = [await client.pages('/users', 20), await client.pages('/users', 20)];
      for (const rows of passes) assert.equal(rows.length, 300);
      const found = passes.map((rows) => new Set(ids(rows as readonly UserRow[])).size);
      assert.ok(Math.min(...found) < 300, `${found.join(' and ')} of 300 users`);
    });

    it('gives other users at every attempt, so that several passes find more than one', async () => {
      const found = new Set<string>();
      const growth: number[] = [];
      for (let pass = 0; pass < 4; pass++) {
        for (const id of ids(await client.pages<UserRow>('/users', 20))) found.add(id);
        growth.push(found.size);
      }
      assert.ok(growth[0]! < growth[3]!);
    });

    it('keeps the newest first: only those who came together change places', async () => {
      const times = (await client.pages<UserRow>('/users', 20)).map(({ createdAt }) => createdAt);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => b - a),
      );
    });

    it('loses holders of a global role in the same way', async () => {
      const everyone = tenant.data.roles.list().find(({ isDefault }) => isDefault)!.id;
      const rows = await client.pages<UserRow>(`/roles/${everyone}/users`, 20);
      assert.equal(rows.length, 300);
      assert.ok(new Set(ids(rows)).size < 300);
    });
  });

  describe('where everyone came at another time', () => {
    beforeEach(() => serve(0));

    it('gives every user once', async () => {
      const rows = await client.pages<UserRow>('/users', 20);
      assert.deepEqual([...ids(rows)].sort(), [...ids(tenant.data.users.list())].sort());
    });

    it('misses one user when another, read before, is deleted between two pages', async () => {
      const [first, , last] = tenant.data.users.newestFirst();
      const before = await client.rows<UserRow>('/users', { page: 1, page_size: 2 });
      tenant.data.deleteUser(first!.id);
      const after = await client.rows<UserRow>('/users', { page: 2, page_size: 2 });
      assert.ok(!ids([...before, ...after]).includes(last!.id));
    });

    it('gives the members of an organization by user id', async () => {
      const [largest] = tenant.data.organizations.list();
      const members = await client.pages<UserRow>(`/organizations/${largest!.id}/users`, 20);
      assert.ok(members.length > 40);
      assert.deepEqual(ids(members), [...ids(members)].sort());
    });

    it('shows at once who has joined an organization and who has left it', async () => {
      const { members, organizations, users } = tenant.data;
      const { id } = organizations.list()[0]!;
      const [leaver] = await client.rows<UserRow>(`/organizations/${id}/users`);
      const joiner = users.list().find((user) => !members.has(id, user.id))!;
      const total = members.sizeOf(id);
      members.delete(id, leaver!.id);
      members.set(id, joiner.id, []);
      const read = ids(await client.pages<UserRow>(`/organizations/${id}/users`, 100));
      assert.deepEqual(
        [read.length, read.includes(leaver!.id), read.includes(joiner.id)],
        [total, false, true],
      );
    });

    it('misses one organization and repeats another when one already read is changed between two pages', async () => {
      const [changed, , , , missed] = tenant.data.organizations.list();
      const first = await client.rows<OrganizationRow>('/organizations', { page: 1, page_size: 4 });
      tenant.data.organizations.update(changed!.id, { name: 'Renamed' });
      const second = await client.rows<OrganizationRow>('/organizations', { page: 2, page_size: 4 });
      const third = await client.rows<OrganizationRow>('/organizations', { page: 3, page_size: 4 });
      const read = ids([...first, ...second, ...third]);
      assert.equal(read.length, 12);
      assert.ok(!read.includes(missed!.id));
      assert.equal(read.filter((id) => id === changed!.id).length, 2);
    });
  });

  describe('where there are more than ten thousand log entries', () => {
    beforeEach(async () => {
      await serve(0);
      const [entry] = tenant.data.logs.list();
      for (let index = 0; index < 10_001; index++) {
        tenant.data.logs.insert({ ...entry!, id: `entry ${index}` });
      }
    });

    it('counts no further with `enableCap`, says so, and names no last page', async () => {
      const { headers } = await client.get('/logs', { enableCap: 'true' });
      assert.equal(headers.get('total-number'), '10001');
      assert.equal(headers.get('total-number-is-capped'), 'true');
      assert.match(headers.get('link')!, /^[^,]*rel="first"$/);
    });

    it('counts all without it', async () => {
      const { headers } = await client.get('/logs');
      assert.equal(headers.get('total-number'), String(tenant.data.logs.size));
      assert.equal(headers.get('total-number-is-capped'), null);
    });
  });
});
