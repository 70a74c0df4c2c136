import assert from 'node:assert/strict';
import { join } from 'node:path';
import sinon from 'sinon';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import type { Endpoint } from '../../../src/logto/endpoints.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { SnapshotWriter } from '../../../src/snapshot/write/writer.ts';
import { syncTo, withFolder, withSnapshot, type Tenant } from '../../support/snapshots.ts';
import { withTenant } from '../../support/tenant.ts';

const USERS = 240;
const ORGANIZATIONS = 100;

/** A step before the end of a sync, and how many organizations and users were in by then. */
interface Step {
  readonly name: string;
  readonly organizations: number;
  readonly users: number;
}

const isOfUsers = ({ path }: Endpoint): boolean => path === '/api/users';
const isOfMembers = ({ path }: Endpoint): boolean => /^\/api\/organizations\/[^/]+\/users$/.test(path);

/** Lets some reads wait for something. */
function holdingBack(client: Tenant, isIt: (endpoint: Endpoint) => boolean, until: Promise<unknown>): Tenant {
  return {
    connection: client.connection,
    requests: 0,
    read: async (endpoint, signal) => {
      if (isIt(endpoint)) await until;
      return client.read(endpoint, signal);
    },
  };
}

type Method = 'putMembers' | 'index' | 'flushAhead';

/** Tells of every call of a writer's method, once it is done. */
function tellOf(method: Method, tell: (writer: SnapshotWriter, first: unknown) => void): void {
  const stub = sinon.stub(SnapshotWriter.prototype, method) as unknown as sinon.SinonStub<unknown[], unknown>;
  stub.callsFake(function (this: SnapshotWriter, ...parts) {
    stub.wrappedMethod.apply(this, parts);
    tell(this, parts[0]);
  });
}

/** Tells what is done before the end, and when the members are in, or the users with their roles. */
function watch(): { steps: Step[]; membersAreIn: Promise<unknown>; usersAreIn: Promise<unknown> } {
  const steps: Step[] = [];
  const organizations = new Set<unknown>();
  const [members, users] = [Promise.withResolvers(), Promise.withResolvers()];
  const note = (writer: SnapshotWriter, name: string): void => {
    steps.push({ name, organizations: organizations.size, users: writer.countUsers() });
  };
  tellOf('putMembers', (_, id) => {
    if (organizations.add(id).size === ORGANIZATIONS) members.resolve(undefined);
  });
  tellOf('index', (writer, rows) => {
    note(writer, `index ${String(rows)}`);
    if (rows === 'roles') users.resolve(undefined);
  });
  tellOf('flushAhead', (writer) => note(writer, 'flush ahead'));
  return { steps, membersAreIn: members.promise, usersAreIn: users.promise };
}

/** Every row of a snapshot, by table. */
function rowsOf(snapshot: Snapshot): Record<string, unknown> {
  const tables = snapshot.all(
    "select name from sqlite_schema where type = 'table' and name not in ('info', 'work')",
  );
  return Object.fromEntries(
    tables.map(({ name }) => [String(name), snapshot.all(`select * from ${String(name)} order by 1, 2`)]),
  );
}

/** Syncs twice, the second time as `made` says, and asserts that both snapshots have the same rows; gives the steps. */
async function syncedAlike(
  made: (client: Tenant, watched: ReturnType<typeof watch>) => Tenant,
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  const data = generateTenant({ seed: 3, users: USERS, organizations: ORGANIZATIONS, tiedUsers: 0 });
  await withTenant({ data }, (_, client) =>
    withFolder(async (folder) => {
      const [plain, other] = [join(folder, 'a.snapshot'), join(folder, 'b.snapshot')];
      await syncTo(plain, client);
      const watched = watch();
      const { holes } = await syncTo(other, made(client, watched));
      steps.push(...watched.steps);
      assert.deepEqual(holes, []);
      const expected = await withSnapshot(plain, rowsOf);
      assert.deepEqual(await withSnapshot(other, rowsOf), expected);
    }),
  );
  return steps;
}

const named = (steps: readonly Step[], name: string): readonly Step[] =>
  steps.filter((step) => step.name === name);

describe('What a sync does before its end', () => {
  afterEach(() => sinon.restore());

  it('is done a step at a time while the last members are read, where users and roles are in', async () => {
    const steps = await syncedAlike((client, { usersAreIn }) => holdingBack(client, isOfMembers, usersAreIn));
    assert.deepEqual(
      steps.map(({ name }) => name),
      ['index users', 'index roles', 'index members', 'flush ahead', 'flush ahead', 'index members'],
    );
    const [, , members, flush, flushAgain] = steps.map(({ organizations }) => organizations);
    assert.ok(members! >= 70 && flush! >= 80 && flushAgain! >= 96, JSON.stringify(steps));
    assert.ok(steps.every(({ users }) => users === USERS));
  });

  it('waits for users who are slower than the organizations, and finds the same', async () => {
    const steps = await syncedAlike((client, { membersAreIn }) =>
      holdingBack(client, isOfUsers, membersAreIn),
    );
    assert.deepEqual(named(steps, 'flush ahead'), []);
    assert.deepEqual(
      named(steps, 'index members').map(({ organizations }) => organizations),
      [ORGANIZATIONS],
    );
  });
});
