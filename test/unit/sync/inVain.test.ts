import assert from 'node:assert/strict';
import { join } from 'node:path';
import { userDetailFacts } from '../../../src/access/details.ts';
import { missingIn } from '../../../src/snapshot/lacks/holes.ts';
import { userLabel, type SnapshotInfo } from '../../../src/snapshot/model.ts';
import { allOrganizations } from '../../../src/snapshot/read/all.ts';
import { justInTimeRulesOf } from '../../../src/snapshot/read/organizations.ts';
import { accessErrorOf } from '../../support/rejects.ts';
import { syncTo, withFolder } from '../../support/snapshots.ts';
import { answer, withTenant, type Fault } from '../../support/tenant.ts';
import { assertDetails, factorsOf, isPrivileged, synced, userOf } from './support/detailed.ts';

describe('A sync that asks in vain for what is read one by one', () => {
  it('leaves the details unknown of a user that Logto fails on, and is incomplete then', () => {
    let broken: string | undefined;
    const fault: Fault = ({ path }, response) => {
      if (!path.endsWith('/mfa-verifications')) return undefined;
      broken ??= userOf(path);
      return userOf(path) === broken ? answer(response, 500, { message: 'Broken.' }) : undefined;
    };
    return synced(
      { userDetails: 'all' },
      ({ users, tenant: { data }, snapshot }) => {
        assertDetails(data, users, new Set([broken]));
        const label = userLabel(users.find(({ id }) => id === broken)!);
        const hole = `MFA or enterprise identities of the user ${label} (${broken}) could not be read: `;
        assert.deepEqual(
          missingIn(snapshot.info).map((one) => one.startsWith(hole)),
          [true],
        );
        assert.match(snapshot.info.verified, /^Not everything could be read/);
      },
      fault,
    );
  });

  it('names each of the privileged who were asked about in vain, so that they are told apart from the others', () => {
    const broken = new Set<string | undefined>();
    const fault: Fault = ({ path }, response) => {
      if (userOf(path) === undefined || (broken.size === 3 && !broken.has(userOf(path)))) return undefined;
      broken.add(userOf(path));
      return answer(response, 500, { message: 'Broken.' });
    };
    return synced(
      { userDetails: 'privileged' },
      ({ users, snapshot, tenant: { data } }) => {
        const unread = users.filter((user) =>
          userDetailFacts(snapshot, user).some(([, value]) => value === 'could not be read'),
        );
        assert.deepEqual(new Set(unread.map(({ id }) => id)), broken);
        assert.deepEqual(
          snapshot.info.holes.map(({ in: list, of }) => [list, of]),
          unread.map(({ id }) => ['userDetails', id]).toSorted(),
        );
        for (const user of unread) {
          const hole = snapshot.info.holes.find(({ of }) => of === user.id);
          assert.equal(hole?.name, userLabel(user));
        }
        for (const user of users.filter(({ id }) => !isPrivileged(data, id)))
          assert.deepEqual(userDetailFacts(snapshot, user)[0], ['MFA', 'not asked']);
      },
      fault,
    );
  });

  it('takes enterprise identities that an answer does not tell for unknown, not for none', () => {
    const fault: Fault = ({ path }, response) =>
      /^\/api\/users\/[^/]+$/.test(path) ? answer(response, 200, { id: userOf(path) }) : undefined;
    return synced(
      { userDetails: 'all' },
      ({ users, snapshot, tenant: { data } }) => {
        for (const user of users) {
          assert.deepEqual(user.mfaFactors, factorsOf(data, user.id));
          assert.equal(user.ssoIdentities, null);
          assert.deepEqual(userDetailFacts(snapshot, user)[1], [
            'Enterprise identities',
            'could not be read',
          ]);
        }
        assert.deepEqual(missingIn(snapshot.info), [
          `MFA or enterprise identities of ${users.length} users could not be read: The answers do not tell the enterprise identities`,
        ]);
      },
      fault,
    );
  });

  it('leaves the just-in-time rules unknown of an organization that was deleted meanwhile or that Logto fails on', () => {
    const ids: string[] = [];
    const fault: Fault = ({ path }, response) => {
      const id = /^\/api\/organizations\/([^/]+)\/jit\/roles$/.exec(path)?.[1];
      if (id === undefined) return undefined;
      if (!ids.includes(id)) ids.push(id);
      if (id === ids[0])
        return answer(response, 404, { code: 'entity.not_exists_with_id', message: 'Gone.' });
      return id === ids[1] ? answer(response, 500, { message: 'Broken.' }) : undefined;
    };
    return synced(
      { justInTime: true },
      ({ snapshot }) => {
        const unknown = [...allOrganizations(snapshot)].filter(
          ({ id }) => justInTimeRulesOf(snapshot, id) === null,
        );
        assert.deepEqual(new Set(unknown.map(({ id }) => id)), new Set(ids.slice(0, 2)));
        const { holes } = snapshot.info;
        assert.deepEqual(
          holes.map(({ in: list, of }) => [list, of]),
          [['justInTime', ids[1]]],
        );
        const { name } = unknown.find(({ id }) => id === ids[1])!;
        const hole = `just-in-time rules of the organization ${name} (${ids[1]}) could not be read: `;
        assert.ok(missingIn(snapshot.info)[0]?.startsWith(hole));
      },
      fault,
    );
  });

  it('asks again for what it asked in vain before, and is complete once that is told', () => {
    let fails = true;
    let broken: string | undefined;
    const fault: Fault = ({ path }, response) => {
      if (!fails) return undefined;
      if (path.endsWith('/jit/roles') && (broken ??= path) === path)
        return answer(response, 500, { message: 'Broken.' });
      return path.endsWith('/mfa-verifications')
        ? answer(response, 403, { code: 'auth.forbidden', message: 'No longer.' })
        : undefined;
    };
    return withTenant({ users: 60, organizations: 4, fault }, (_, client) =>
      withFolder(async (folder) => {
        const wishes = { userDetails: 'all', justInTime: true, keepsWork: true } as const;
        const sync = (): Promise<SnapshotInfo> =>
          syncTo(join(folder, 'a.snapshot'), client, undefined, wishes);
        assert.equal((await accessErrorOf(sync)).code, 'api.forbidden');
        assert.ok(broken);
        fails = false;
        const { holes, verified } = await sync();
        assert.match(verified, /went on with/);
        assert.deepEqual(holes, []);
      }),
    );
  });
});

const failing =
  (path: RegExp, isFailing: (id: string) => boolean, asked: string[] = []): Fault =>
  ({ path: asks }, response) => {
    const id = path.exec(asks)?.[1];
    if (id === undefined) return undefined;
    asked.push(id);
    return isFailing(id) ? answer(response, 500, { message: 'Broken.' }) : undefined;
  };

const MFA = /^\/api\/users\/([^/]+)\/mfa-verifications$/;
const RULES = /^\/api\/organizations\/([^/]+)\/jit\/roles$/;

describe('A sync for which what is read one by one fails more often than can be by chance', function () {
  this.timeout(20_000);

  for (const [list, path, size, wishes] of [
    ['userDetails', MFA, { users: 400, organizations: 6 }, { userDetails: 'all' }],
    ['justInTime', RULES, { users: 60, organizations: 400 }, { justInTime: true }],
  ] as const) {
    it(`ends with one hole for all ${list}, and asks for no more of them`, () => {
      const asked: string[] = [];
      return withTenant({ ...size, fault: failing(path, () => true, asked) }, (_, client) =>
        withFolder(async (folder) => {
          const info = await syncTo(join(folder, 'a.snapshot'), client, undefined, wishes);
          assert.deepEqual(
            info.holes.map(({ in: where, of, rows }) => [where, of, rows]),
            [[list, undefined, 400]],
          );
          assert.match(info.holes[0]?.reason ?? '', /^Logto failed \(500\) on /);
          assert.match(missingIn(info).join(), / of 400 (users|organizations) could not be read: /);
          assert.ok(new Set(asked).size <= 180, `${new Set(asked).size} asked about`);
        }),
      );
    });

    it(`has all ${list} where the server failed for a moment, of few or of many`, async () => {
      for (const moment of [80, 220]) {
        let failures = 0;
        const fault = failing(path, () => ++failures <= moment);
        await withTenant({ ...size, fault }, (_, client) =>
          withFolder(async (folder) => {
            const info = await syncTo(join(folder, 'a.snapshot'), client, undefined, wishes);
            assert.deepEqual(info.holes, []);
            assert.match(info.verified, /Mended: what could not be read at first was asked for once more\./);
            const made = info.requests - info.repairRequests;
            assert.ok(made >= info.plannedRequests * 0.98, `${made} made, ${info.plannedRequests} planned`);
          }),
        );
      }
    });
  }

  for (const [when, failsAt] of [
    ['one in ten', (n) => n % 10 === 0],
    ['the first asked', (n) => n < 60],
  ] satisfies [string, (n: number) => boolean][])
    it(`asks about everybody where sixty of a thousand fail for ever, ${when}, and names fifty of them`, () => {
      const asked = new Map<string, number>();
      const broken = new Set<string>();
      const fault = failing(MFA, (id) => {
        if (!asked.has(id) && broken.size < 60 && failsAt(asked.size)) broken.add(id);
        asked.set(id, (asked.get(id) ?? 0) + 1);
        return broken.has(id);
      });
      return synced(
        { userDetails: 'all' },
        ({ users, snapshot: { info }, tenant: { data } }) => {
          assert.equal(broken.size, 60);
          assertDetails(data, users, broken);
          const named = info.holes.flatMap(({ of }) => of ?? []);
          assert.deepEqual(named, [...broken].toSorted().slice(0, 50));
          const [rest, ...others] = info.holes.filter(({ of }) => of === undefined);
          assert.deepEqual([rest?.rows, others], [10, []]);
        },
        fault,
        { users: 1000 },
      );
    });

  for (const [list, fails, waits, wishes] of [
    ['userDetails', MFA, /^\/api\/users\/([^/]+)$/, { userDetails: 'all' }],
    ['justInTime', RULES, /^\/api\/organizations\/([^/]+)\/jit\/email-domains$/, { justInTime: true }],
  ] as const)
    it(`waits for what it asked for besides, of ${list}, so that no request outlives it`, () => {
      let broken: string | undefined;
      let [sent, answered] = [0, 0];
      const fault: Fault = ({ path }, response) => {
        const id = fails.exec(path)?.[1];
        broken ??= id;
        if (id !== undefined && id === broken) return answer(response, 500, { message: 'Broken.' });
        if (!waits.test(path)) return undefined;
        sent++;
        setTimeout(() => {
          answered++;
          answer(response, 200, list === 'userDetails' ? { ssoIdentities: [] } : []);
        }, 300);
        return true;
      };
      return withTenant({ fault }, (_, client) =>
        withFolder(async (folder) => {
          const { holes } = await syncTo(join(folder, 'a.snapshot'), client, undefined, wishes);
          assert.deepEqual(
            holes.map(({ in: where, of }) => [where, of]),
            [[list, broken]],
          );
          assert.equal(answered, sent);
        }),
      );
    });

  it('asks once more for those alone whom it asked about in vain', () => {
    const asked: string[] = [];
    const broken = new Set<string>();
    const isBroken = (id: string): boolean => broken.size < 5 && broken.add(id).has(id);
    const fault = failing(MFA, (id) => broken.has(id) || isBroken(id), asked);
    return withTenant({ users: 200, fault }, (_, client) =>
      withFolder(async (folder) => {
        const wishes = { userDetails: 'all' } as const;
        const { holes } = await syncTo(join(folder, 'a.snapshot'), client, undefined, wishes);
        assert.deepEqual(
          holes.map(({ of }) => of),
          [...broken].toSorted(),
        );
        for (const id of new Set(asked))
          assert.equal(asked.filter((one) => one === id).length, broken.has(id) ? 6 : 1);
      }),
    );
  });

  it('ends with an error where the server fails on everything', () => {
    let isDown = false;
    const fault: Fault = ({ path }, response) => {
      isDown ||= MFA.test(path);
      return isDown && path.startsWith('/api/') ? answer(response, 500, { message: 'Broken.' }) : undefined;
    };
    return withTenant({ users: 200, fault }, (_, client) =>
      withFolder(async (folder) => {
        const sync = syncTo(join(folder, 'a.snapshot'), client, undefined, { userDetails: 'all' });
        assert.equal((await accessErrorOf(sync)).code, 'server.failed');
      }),
    );
  });
});
