import assert from 'node:assert/strict';
import type { OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { generateTenant } from '../../../src/demo/generate/generate.ts';
import type { SnapshotInfo } from '../../../src/snapshot/model.ts';
import { brokenRows } from '../../support/brokenRow.ts';
import { syncTo, withFolder } from '../../support/snapshots.ts';
import { withTenant, type Fault } from '../../support/tenant.ts';

describe('A sync of an organization with broken members', function () {
  this.timeout(60_000);

  const data = generateTenant({ seed: 3, users: 300, organizations: 1, tiedUsers: 0 });
  const organization = data.organizations.list()[0]!.id;
  const path = new RegExp(`^/api/organizations/${organization}/users$`);
  const ids = data.users
    .list()
    .map(({ id }) => id)
    .toSorted();
  for (const id of ids) data.members.set(organization, id, []);

  async function synced(fault: Fault): Promise<SnapshotInfo> {
    let info: SnapshotInfo | undefined;
    await withTenant({ data, fault }, (_, client) =>
      withFolder(async (folder) => {
        info = await syncTo(join(folder, 'a.snapshot'), client);
      }),
    );
    return info!;
  }

  for (const rows of [[100], [99, 100, 101]])
    it(`has one hole for each of them where two pages meet that overlap: row ${rows.join(', ')}`, async () => {
      const broken = rows.map((row) => ids[row - 1]!);
      const info = await synced(brokenRows(() => broken, path));
      assert.deepEqual(
        info.holes.map(({ reason }) => reason.replace(/ of .*/, '')),
        rows.map((row) => `Row ${row}`),
      );
      assert.equal(info.counts.memberships, 300 - rows.length);
    });

  it('does not say that the list changed where what could not be read keeps it from being proved', async () => {
    const breaks = brokenRows(() => [ids[50]!], path);
    let total = 300;
    const miscounting: Fault = (request, response) => {
      if (!path.test(request.path)) return undefined;
      const writeHead = response.writeHead.bind(response);
      response.writeHead = (status: number, headers: unknown) =>
        writeHead(status, { ...(headers as OutgoingHttpHeaders), 'total-number': String(++total) });
      return breaks(request, response);
    };
    const { holes } = await synced(miscounting);
    assert.equal(holes.at(-1)?.reason, 'The list could not be proved whole beside rows that cannot be read.');
  });
});
