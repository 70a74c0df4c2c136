import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything of a tenant lies. */
export function folderOf(tenantId: string): string {
  const data = process.env.LOGTO_ACCESS_USER_DATA ?? '';
  return join(data, 'User', 'globalStorage', 'logto-access.logto-access', tenantId);
}

/** The snapshot files of a tenant, and whatever else lies in its folder. */
export function filesOf(tenantId: string): string[] {
  const folder = folderOf(tenantId);
  return existsSync(folder) ? readdirSync(folder) : [];
}
