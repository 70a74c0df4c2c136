import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TenantData } from '../../../../src/demo/data/tenant.ts';
import type { DemoTenant } from '../../../../src/demo/start.ts';
import type { User } from '../../../../src/snapshot/model.ts';
import { allUsers } from '../../../../src/snapshot/read/all.ts';
import type { Snapshot } from '../../../../src/snapshot/snapshot.ts';
import { syncTo, withFolder, withSnapshot } from '../../../support/snapshots.ts';
import { withTenant, type Fault } from '../../../support/tenant.ts';

type Wishes = Parameters<typeof syncTo>[3];

/** A request that only a sync with wishes sends. */
export const OPTIONAL = /\/mfa-verifications$|\/jit\/|^\/api\/users\/[^/]+$/;

export interface Synced {
  readonly snapshot: Snapshot;
  readonly file: string;
  readonly users: readonly User[];
  readonly tenant: DemoTenant;
  /** Paths of the optional requests. */
  readonly asked: readonly string[];
}

/** Syncs the embedded tenant with wishes and looks at what came of it. */
export function synced(
  wishes: Wishes,
  look: (synced: Synced) => void,
  fault?: Fault,
  size: { readonly users?: number } = {},
): Promise<void> {
  const asked: string[] = [];
  const note: Fault = (request, response) => {
    if (OPTIONAL.test(request.path)) asked.push(request.path);
    return fault?.(request, response);
  };
  return withTenant({ ...size, fault: note }, (tenant, client) =>
    withFolder(async (folder) => {
      const file = join(folder, 'a.snapshot');
      await syncTo(file, client, undefined, wishes);
      await withSnapshot(file, (snapshot) =>
        look({ snapshot, file, users: [...allUsers(snapshot)], tenant, asked }),
      );
    }),
  );
}

export const factorsOf = (data: TenantData, id: string): string[] =>
  [...new Set(data.mfaVerifications.get(id)?.map(({ type }) => type))].sort();
export const issuersOf = (data: TenantData, id: string): string[] =>
  [...new Set(data.ssoIdentities.get(id)?.map(({ issuer }) => issuer))].sort();

export function assertUnknown({ mfaFactors, ssoIdentities }: User): void {
  assert.equal(mfaFactors, null);
  assert.equal(ssoIdentities, null);
}

/** The details of these users are the tenant's own; those of `unknown` are not known. */
export function assertDetails(
  data: TenantData,
  users: readonly User[],
  unknown: ReadonlySet<string | undefined>,
): void {
  for (const user of users) {
    if (unknown.has(user.id)) assertUnknown(user);
    else {
      assert.deepEqual(user.mfaFactors, factorsOf(data, user.id));
      assert.deepEqual(user.ssoIdentities, issuersOf(data, user.id));
    }
  }
}

/** As the words say it, from the tenant's own data: a role that not everybody gets, or one that permits something. */
export function isPrivileged(data: TenantData, userId: string): boolean {
  const isSpecial = [...data.userRoles].some(
    ([id, roleId]) => id === userId && !data.roles.get(roleId)?.isDefault,
  );
  const permits = (roleId: string): boolean =>
    data.organizationRoleScopes.of(roleId).size + data.organizationRoleResourceScopes.of(roleId).size > 0;
  return isSpecial || [...data.members].some((one) => one.memberId === userId && one.roleIds.some(permits));
}

/** The user whose details a request asks for, where it asks for any. */
export const userOf = (path: string): string | undefined =>
  /^\/api\/users\/([^/]+)(\/mfa-verifications)?$/.exec(path)?.[1];
