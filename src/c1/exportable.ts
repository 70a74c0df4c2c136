import { AccessError } from '../errors.ts';
import type { SnapshotInfo } from '../snapshot/model.ts';
import { firstDangling, sharedId, type Dangling } from '../snapshot/read/dangling.ts';
import { isUnknown } from '../snapshot/lacks/unknown.ts';
import type { Content } from './content.ts';
import { grantId, heldEntitlement, organizationEntitlement, USER_TYPE } from './ids.ts';
import { sentence, type Said } from '../sentence.ts';

/**
 * Throws where an export of a snapshot would have other ids than the C1 file it was read from: C1 would take everything
 * in it for new, and all of before for gone.
 */
export function mustBeOfLogto({ c1, tenantName }: Pick<SnapshotInfo, 'c1' | 'tenantName'>): void {
  if (c1?.foreign !== true) return;
  throw new AccessError(
    sentence`${tenantName} cannot be exported: another connector made it, and what it calls things has no place in an export of Logto.`,
    {
      code: 'export.foreign',
      hint: sentence`Use the file that you opened as it is; only snapshots and C1 files that Logto Access (or C1’s Logto connector) made can be exported again.`,
    },
  );
}

/**
 * Throws where an extended export would have none of what the C1 file that was read does not carry: C1 would take all of
 * it for gone.
 */
export function mustBeKnown(info: Pick<SnapshotInfo, 'c1' | 'tenantName'>, extended: boolean): void {
  const lacking = extended ? EXTENDED.filter((what) => isUnknown(info, what)) : [];
  if (lacking.length === 0) return;
  throw new AccessError(
    sentence`${info.tenantName} was read from a C1 file that does not carry ${lacking.join(' and ')}, so they cannot be exported.`,
    {
      code: 'export.unknown',
      hint: sentence`Turn off the extended export, or sync the tenant and export that.`,
    },
  );
}

const EXTENDED = ['global roles', 'applications'] as const;

/** Throws where C1 would refuse an export: it takes a sync only where every grant's principal and entitlement are in it. */
export function mustBeWhole({ snapshot, extended }: Content): void {
  const dangling = firstDangling(snapshot, extended);
  if (dangling !== undefined) throw incomplete(danglingText(dangling, extended));
  const id = extended ? sharedId(snapshot) : undefined;
  if (id !== undefined) throw sameId(id);
}

function danglingText({ missing, ...holding }: Dangling, extended: boolean): Said {
  const { organizationId, roleId, holder, holderId } = holding;
  const entitlement = (extended ? heldEntitlement : organizationEntitlement)(organizationId, roleId);
  const grant = grantId({ entitlement, principal: { resourceType: USER_TYPE, resource: holderId } });
  const what = missing === 'holder' ? `the ${holder} ${holderId}` : `the entitlement ${entitlement.id}`;
  return `the grant ${grant} names ${what}, which is not there`;
}

/** Throws where something else was written than the heading of the export announced. */
export function mustBeAsAnnounced({ announced, tally }: Content): void {
  const [said, wrote] = [JSON.stringify(announced), JSON.stringify(tally.counts)];
  if (said !== wrote) throw incomplete(sentence`it announces ${said} and holds ${wrote}`);
}

function incomplete(reason: Said): AccessError {
  return new AccessError(sentence`The snapshot is not complete, so C1 would refuse it: ${reason}.`, {
    code: 'export.incomplete',
    hint: sentence`Sync the tenant again and export the new snapshot.`,
  });
}

function sameId(id: string): AccessError {
  return new AccessError(
    sentence`A user and an application have the id ${id}, so C1 would take them for one.`,
    {
      code: 'export.same_id',
      hint: sentence`Export without applications: turn off the extended export.`,
    },
  );
}
