import { createManagementApi } from '@logto/api/management';
import type { BenchTenant } from './tenant.ts';

/** Pages one after the other until one is short, as the SDK's own documentation reads a list. */
async function readPages(page: (number: number) => Promise<readonly unknown[]>): Promise<number> {
  let rows = 0;
  for (let number = 1; ; number++) {
    const found = await page(number);
    rows += found.length;
    if (found.length < 100) return rows;
  }
}

/**
 * The seconds that a plain loop with Logto's official SDK takes for users, organizations, members and role holders.
 * Reads a tenth of the users and of the organizations, and all role holders, and scales the tenths up.
 */
export async function readWithSdk(tenant: BenchTenant): Promise<number> {
  const { apiClient } = createManagementApi('default', {
    ...{ clientId: tenant.clientId, clientSecret: tenant.clientSecret },
    ...{ baseUrl: tenant.baseUrl, apiIndicator: tenant.resource },
  });
  const paged = (page: number) => ({ page, page_size: 100 });
  const organizations: string[] = [];
  const lists = await timed(() =>
    readPages(async (page) => {
      const { data = [] } = await apiClient.GET('/api/organizations', { params: { query: paged(page) } });
      organizations.push(...data.map(({ id }) => id));
      return data;
    }),
  );
  const users = await timed(async () => {
    for (let page = 1; page <= 100; page++)
      await apiClient.GET('/api/users', { params: { query: paged(page) } });
  });
  const members = await timed(async () => {
    for (const id of organizations.filter((_, i) => i % 10 === 0))
      await readPages(async (page) => {
        const params = { path: { id }, query: paged(page) };
        return (await apiClient.GET('/api/organizations/{id}/users', { params })).data ?? [];
      });
  });
  const roles = await timed(async () => {
    const { data = [] } = await apiClient.GET('/api/roles', { params: { query: paged(1) } });
    for (const { id, usersCount } of data.slice(0, 10))
      if (usersCount < 10_000)
        await readPages(async (page) => {
          const params = { path: { id }, query: paged(page) };
          return (await apiClient.GET('/api/roles/{id}/users', { params })).data ?? [];
        });
  });
  return lists + users * 10 + members * 10 + roles;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
