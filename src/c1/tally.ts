import { AccessError } from '../errors.ts';
import type { AccessGrant } from '../snapshot/read/all.ts';
import { entitlementId, grantId } from './ids.ts';

/** How many rows of each kind an export holds. */
export interface ExportCounts {
  readonly users: number;
  /** Organizations. */
  readonly resources: number;
  readonly entitlements: number;
  readonly grants: number;
}

/**
 * What an export has written so far: counts, and the ids that grants may name. C1 takes a sync only where every
 * grant's principal and entitlement are in it.
 */
export class Tally {
  readonly #users = new Set<string>();
  readonly #entitlements = new Set<string>();
  #resources = 0;
  #grants = 0;

  get counts(): ExportCounts {
    return {
      users: this.#users.size,
      resources: this.#resources,
      entitlements: this.#entitlements.size,
      grants: this.#grants,
    };
  }

  addUser(id: string): void {
    this.#users.add(id);
  }

  addResource(): void {
    this.#resources++;
  }

  addEntitlement(id: string): void {
    this.#entitlements.add(id);
  }

  /** Throws where the grant names what was not written before it. */
  addGrant(access: AccessGrant): void {
    const entitlement = entitlementId(access);
    if (!this.#users.has(access.userId)) throw dangling(access, `the user ${access.userId}`);
    if (!this.#entitlements.has(entitlement)) throw dangling(access, `the entitlement ${entitlement}`);
    this.#grants++;
  }

  /** Throws where something else was written than the heading of the export announced. */
  mustBe(announced: ExportCounts): void {
    const [said, wrote] = [JSON.stringify(announced), JSON.stringify(this.counts)];
    if (said !== wrote) throw incomplete(`it announces ${said} and holds ${wrote}`);
  }
}

function dangling(access: AccessGrant, what: string): AccessError {
  return incomplete(`the grant ${grantId(access, access.userId)} names ${what}, which is not there`);
}

function incomplete(reason: string): AccessError {
  return new AccessError(`The snapshot is not complete, so C1 would refuse it: ${reason}.`, {
    code: 'export.incomplete',
    hint: 'Sync the tenant again and export the new snapshot.',
  });
}
