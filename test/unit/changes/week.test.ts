import assert from 'node:assert/strict';
import { join } from 'node:path';
import { compareSnapshots } from '../../../src/changes/compare.ts';
import { compareFiles } from '../../../src/changes/compareFiles.ts';
import type { Change } from '../../../src/changes/model.ts';
import { Snapshot } from '../../../src/snapshot/snapshot.ts';
import { syncTo, withFolder } from '../../support/snapshots.ts';
import { withTenant } from '../../support/tenant.ts';

describe('A comparison of two syncs', function () {
  it('finds nothing where nothing happened', () =>
    withTenant({}, (_, client) =>
      withFolder(async (folder) => {
        const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
        await syncTo(files.before, client);
        await syncTo(files.after, client);
        assert.deepEqual(compareFiles(files).changes, []);
        const snapshot = Snapshot.open(files.before);
        assert.deepEqual(compareSnapshots(snapshot, snapshot).changes, []);
        snapshot.close();
      }),
    ));

  it('finds what a week brings, no more and no less', () =>
    withTenant({ users: 240, organizations: 12 }, (tenant, client) =>
      withFolder(async (folder) => {
        const files = { before: join(folder, 'a.snapshot'), after: join(folder, 'b.snapshot') };
        const { data } = tenant;
        const state = (): Record<string, Map<string, string | null>> => ({
          user: new Map(data.users.list().map((row) => [row.id, row.name])),
          organization: new Map(data.organizations.list().map((row) => [row.id, row.name])),
          membership: new Map([...data.members].map((one) => [`${one.organizationId}/${one.memberId}`, ''])),
          roleAssignment: new Map(
            [...data.members].flatMap((one) =>
              one.roleIds.map((role) => [`${one.organizationId}/${role}/${one.memberId}`, ''] as const),
            ),
          ),
          globalRoleUser: new Map([...data.userRoles].map(([userId, role]) => [`${role}/${userId}`, ''])),
          invitation: new Map(data.invitations.list().map((row) => [row.id, row.status])),
        });
        await syncTo(files.before, client);
        const old = state();
        tenant.mutate();
        const now = state();
        await syncTo(files.after, client);
        const { changes } = compareFiles(files);
        for (const subject of Object.keys(now)) {
          const ids = (kind: Change['kind']) =>
            changes
              .filter((one) => one.subject === subject && one.kind === kind)
              .map(({ id }) => id)
              .sort();
          const [was, is] = [[...old[subject]!.keys()], [...now[subject]!.keys()]];
          assert.deepEqual(ids('added'), is.filter((id) => !old[subject]!.has(id)).sort(), subject);
          assert.deepEqual(ids('removed'), was.filter((id) => !now[subject]!.has(id)).sort(), subject);
          const renamed = is.filter(
            (id) => old[subject]!.has(id) && old[subject]!.get(id) !== now[subject]!.get(id),
          );
          assert.ok(
            renamed.every((id) => ids('changed').includes(id)),
            subject,
          );
        }
        const fieldsOf = (subject: Change['subject']) =>
          changes
            .filter((one) => one.subject === subject && one.kind === 'changed')
            .flatMap(({ fields }) => fields.map(({ field }) => field));
        assert.deepEqual(new Set(fieldsOf('user')), new Set(['name', 'e-mail', 'status']));
        assert.deepEqual(fieldsOf('organizationRole'), ['permissions']);
        assert.deepEqual(fieldsOf('organization'), ['name']);
        assert.deepEqual(
          changes.filter(({ subject }) => subject === 'application'),
          [],
        );
      }),
    ));
});
