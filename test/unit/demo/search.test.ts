import assert from 'node:assert/strict';
import { generateTenant, startDemoTenant } from '../../../src/demo/index.ts';
import type { DemoTenant, UserRow } from '../../../src/demo/index.ts';
import { ApiClient } from './support/client.ts';
import type { ErrorBody, Query } from './support/client.ts';

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz'.split('');

describe('Searching the users of the demo tenant', () => {
  let tenant: DemoTenant;
  let client: ApiClient;
  const found = async (query: Query) => {
    const rows = await client.rows<UserRow>('/users', { page_size: 100, ...query });
    return rows.map(({ id }) => id).sort();
  };
  const wanted = (suits: (user: UserRow) => boolean) =>
    tenant.data.users
      .list()
      .filter(suits)
      .map(({ id }) => id)
      .sort();
  const refusal = async (query: Query) => {
    const { status, body } = await client.get<ErrorBody>('/users', query);
    return { status, code: body.code, message: body.message };
  };

  before(async () => {
    const data = generateTenant({ users: 2000, tiedUsers: 1500, now: Date.UTC(2026, 10, 24) });
    tenant = await startDemoTenant({ data });
    client = new ApiClient(tenant);
  });

  after(() => tenant.close());

  it('by all first characters of the id finds everyone, where paging loses those who came together', async () => {
    const all = new Set<string>();
    let sum = 0;
    for (const letter of LETTERS) {
      const query = { 'search.id': `${letter}%`, isCaseSensitive: 'true', page_size: 100 };
      const { headers, body } = await client.get<readonly UserRow[]>('/users', query);
      assert.ok(body.length < 100);
      sum += Number(headers.get('total-number'));
      for (const { id } of body) all.add(id);
    }
    assert.equal(sum, 2000);
    assert.deepEqual(
      [...all].sort(),
      wanted(() => true),
    );
  });

  it('by a hundred ids gives exactly these users', async () => {
    const ids = wanted(() => true).slice(500, 600);
    const query = { 'search.id': ids, 'mode.id': 'exact', isCaseSensitive: 'true' };
    assert.deepEqual(await found(query), ids);
  });

  it('by ids leaves out those that nobody has', async () => {
    const [id] = wanted(() => true);
    const query = { 'search.id': [id!, 'nosuchuser00'], 'mode.id': 'exact', isCaseSensitive: 'true' };
    assert.deepEqual(await found(query), [id]);
  });

  it('takes no notice of case unless told to', async () => {
    const startsWithQ = wanted(({ id }) => id.startsWith('q'));
    assert.deepEqual(await found({ 'search.id': 'Q%' }), startsWithQ);
    assert.deepEqual(await found({ 'search.id': 'Q%', isCaseSensitive: 'true' }), []);
  });

  it('looks into every field where none is named', async () => {
    const pattern = /olvera/i;
    const fields = (user: UserRow) => [
      user.id,
      user.primaryEmail,
      user.primaryPhone,
      user.username,
      user.name,
    ];
    const expected = wanted((user) => fields(user).some((field) => field !== null && pattern.test(field)));
    assert.ok(expected.length > 20);
    const { headers } = await client.get('/users', { search: '%olvera%' });
    assert.equal(Number(headers.get('total-number')), expected.length);
  });

  it('joins several conditions by `or`, or by `and` if asked to', async () => {
    const conditions = { 'search.id': 'a%', 'search.primaryEmail': '%@olvera.example' };
    const isA = ({ id }: UserRow) => id.startsWith('a');
    const isOlvera = ({ primaryEmail }: UserRow) => primaryEmail?.endsWith('@olvera.example') === true;
    assert.deepEqual(
      await found({ ...conditions, joint: 'and' }),
      wanted((user) => isA(user) && isOlvera(user)),
    );
    const either = await client.get('/users', conditions);
    assert.equal(
      Number(either.headers.get('total-number')),
      wanted((user) => isA(user) || isOlvera(user)).length,
    );
  });

  it('understands `_`, escapes and regular expressions', async () => {
    const byUnderscore = await found({ 'search.id': `${'_'.repeat(11)}a` });
    assert.deepEqual(
      byUnderscore,
      wanted(({ id }) => id.endsWith('a')),
    );
    const escaped = await found({ 'search.username': String.raw`owen\_gage%` });
    assert.deepEqual(
      escaped,
      wanted(({ username }) => username?.startsWith('owen_gage') === true),
    );
    const posix = await found({ 'search.id': '^[ab]0', 'mode.id': 'posix' });
    assert.deepEqual(
      posix,
      wanted(({ id }) => /^[ab]0/.test(id)),
    );
  });

  it('leaves out the holders of a role: with them, everyone', async () => {
    const role = tenant.data.roles.list().find(({ name }) => name === 'Support agent')!.id;
    const others = await client.get('/users', { excludeRoleId: role });
    const holders = await client.get(`/roles/${role}/users`);
    const counts = [others, holders].map(({ headers }) => Number(headers.get('total-number')));
    assert.ok(counts.every((count) => count > 0));
    assert.equal(counts[0]! + counts[1]!, 2000);
  });

  it('finds those of some ids who hold a role', async () => {
    const role = tenant.data.roles.list().find(({ name }) => name === 'Support agent')!.id;
    const { userRoles, users } = tenant.data;
    const [holder] = userRoles.holdersOf(role);
    const other = users.list().find(({ id }) => !userRoles.has(id, role))!.id;
    const ids = { 'search.id': [holder!, other], 'mode.id': 'exact', isCaseSensitive: 'true' };
    const { headers, body } = await client.get(`/roles/${role}/users`, ids);
    assert.equal(headers.get('total-number'), '1');
    assert.deepEqual(
      (body as UserRow[]).map(({ id }) => id),
      [holder],
    );
  });

  it('leaves out the members of an organization', async () => {
    const organization = tenant.data.organizations.list()[0]!.id;
    const { headers } = await client.get('/users', { excludeOrganizationId: organization });
    assert.equal(Number(headers.get('total-number')), 2000 - tenant.data.members.sizeOf(organization));
  });

  it('is refused where it makes no sense', async () => {
    const both = await refusal({ excludeRoleId: 'a', excludeOrganizationId: 'b' });
    assert.deepEqual([both.status, both.code], [400, 'request.invalid_input']);
    assert.match((await refusal({ search: 'a', mode: 'magic' })).message, /mode `magic` is not valid/);
    assert.match((await refusal({ 'search.id': ['a', 'b'] })).message, /Only one search value/);
    assert.match((await refusal({ search: '' })).message, /cannot be empty/);
  });
});
