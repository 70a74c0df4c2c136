import type { Comparison } from './model.ts';

/** Whether the compared snapshots are of two tenants, by their addresses. */
export function areOfTwoTenants({ before, after }: Pick<Comparison, 'before' | 'after'>): boolean {
  return addressOf(before.baseUrl) !== addressOf(after.baseUrl);
}

/** The embedded demo has another port every time. */
function addressOf(baseUrl: string): string {
  return baseUrl.replace(/^(http:\/\/127\.0\.0\.1):\d+/, '$1').replace(/\/$/, '');
}
