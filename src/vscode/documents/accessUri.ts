import * as vscode from 'vscode';
import type { SnapshotInfo } from '../../snapshot/model.ts';
import { localMinute } from '../localTime.ts';

/** Scheme of the read-only documents that show access as text. */
export const ACCESS_SCHEME = 'logto-access';

/** What one document shows: a whole tenant, or one organization, in one snapshot. */
export interface AccessDocument {
  readonly snapshotId: string;
  readonly organizationId?: string;
}

/** The address of a document; its path is only there to be read in the tab. */
export function accessUri(
  info: SnapshotInfo,
  organization?: { readonly id: string; readonly name: string },
): vscode.Uri {
  const title = `${organization?.name ?? info.tenantName} ${localMinute(info.endedAt)}`.replace(
    /[\\/?#]/g,
    ' ',
  );
  const query = new URLSearchParams({
    snapshot: info.id,
    ...(organization && { organization: organization.id }),
  });
  return vscode.Uri.from({ scheme: ACCESS_SCHEME, path: `/${title}.access`, query: query.toString() });
}

/** Reads an address again. */
export function parseAccessUri(uri: vscode.Uri): AccessDocument {
  const query = new URLSearchParams(uri.query);
  const organizationId = query.get('organization');
  return { snapshotId: query.get('snapshot') ?? '', ...(organizationId !== null && { organizationId }) };
}
