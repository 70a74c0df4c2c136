import { count } from '../words.ts';
import type { ExportCounts } from './tally.ts';

/**
 * `240 users, 12 organizations, 60 entitlements, 900 grants`; an extended export has applications among its accounts
 * and roles among its resources.
 */
export function exportedText(
  { users, resources, entitlements, grants }: ExportCounts,
  extended: boolean,
): string {
  const parts = [
    count(users, extended ? 'account' : 'user'),
    count(resources, extended ? 'resource' : 'organization'),
    count(entitlements, 'entitlement'),
    count(grants, 'grant'),
  ];
  return parts.join(', ');
}
