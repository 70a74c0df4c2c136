import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The snapshot files of a tenant, and whatever else lies in its folder. */
export function filesOf(tenantId: string): string[] {
  const data = process.env.LOGTO_ACCESS_USER_DATA ?? '';
  const folder = join(data, 'User', 'globalStorage', 'logto-access.logto-access', tenantId);
  return existsSync(folder) ? readdirSync(folder) : [];
}
