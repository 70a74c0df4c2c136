import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../../src/demo/data/tenant.ts';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import * as all from '../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { syncTo, withFolder, withSnapshot } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';

/** A list of one page, of which a row goes and another one comes, so that it stays as long as it was. */
interface Swapped {
  readonly data: TenantData;
  readonly isIt: (path: string, query: URLSearchParams) => boolean;
  readonly swap: () => void;
  readonly ids: () => Iterable<string>;
  readonly found: (snapshot: Snapshot) => string[];
}

const idsOf = (data: TenantData): string[] => data.users.newestFirst().map(({ id }) => id);

function members(): Swapped {
  const data = generateTenant({ seed: 3, users: 60, organizations: 3 });
  const { id } = data.organizations.list()[0]!;
  for (const user of data.members.membersOf(id)) data.members.delete(id, user);
  const ids = idsOf(data).toSorted();
  for (const user of ids.slice(0, -1)) data.members.set(id, user, []);
  return {
    ...{ data, isIt: (path) => path === `/api/organizations/${id}/users` },
    swap: () => {
      data.members.delete(id, ids[3]!);
      data.members.set(id, ids.at(-1)!, []);
    },
    ids: () => data.members.membersOf(id),
    found: (snapshot) =>
      [...all.allMemberships(snapshot)].flatMap((one) => (one.organizationId === id ? [one.userId] : [])),
  };
}

/** Who holds a role, read directly where they are few and by those without it where they are many. */
function holders(many: boolean): Swapped {
  const data = generateTenant({ seed: 3, users: many ? 1500 : 400, organizations: 1, tiedUsers: 0 });
  const role = data.roles.list().find(({ name }) => name === 'Support agent')!.id;
  const [some, others] = [idsOf(data).slice(0, 60), idsOf(data).slice(60)];
  for (const id of idsOf(data)) data.userRoles.delete(id, role);
  for (const id of many ? others : some) data.userRoles.add(id, role);
  const [given, taken] = many ? [some[3]!, others[10]!] : [others[10]!, some[3]!];
  return {
    data,
    isIt: (path, query) => (many ? query.get('excludeRoleId') === role : path === `/api/roles/${role}/users`),
    swap: () => {
      data.userRoles.add(given, role);
      data.userRoles.delete(taken, role);
    },
    ids: () => data.userRoles.holdersOf(role),
    found: (snapshot) =>
      [...all.allGlobalRoleUsers(snapshot)].flatMap((one) => (one.roleId === role ? [one.holderId] : [])),
  };
}

describe('A sync of a page that fails for a moment, and of which a row goes while another comes', function () {
  this.timeout(60_000);

  for (const [name, swapped] of [
    ['members of an organization', members()],
    ['holders of a role', holders(false)],
    ['those without a role that nearly everybody holds', holders(true)],
  ] as const)
    it(`has all that are there to the end, and nobody else: ${name}`, async () => {
      const { data, isIt, swap } = swapped;
      let isInParts = false;
      let hasSwapped = false;
      const fault: Fault = ({ path, query }, response) => {
        if (!isIt(path, query)) return undefined;
        const size = query.get('page_size');
        isInParts ||= size === '10';
        if (size === '100' && !isInParts) return answer(response, 500, { message: 'Broken.' });
        if (size === '10' && query.get('page') === '3' && !hasSwapped) {
          hasSwapped = true;
          swap();
        }
        return undefined;
      };
      await withTenant({ data, fault }, (_, client) =>
        withFolder(async (folder) => {
          const file = join(folder, 'a.snapshot');
          const { holes } = await syncTo(file, client);
          assert.ok(hasSwapped);
          assert.deepEqual(holes, []);
          await withSnapshot(file, (snapshot) =>
            assert.deepEqual(swapped.found(snapshot).toSorted(), [...swapped.ids()].toSorted()),
          );
        }),
      );
    });
});
