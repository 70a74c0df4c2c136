import type { SnapshotWriter } from '../../snapshot/write/writer.ts';
import type { Entitlement, Resource } from '../gen/connector_pb.js';
import { ASSIGNED, ORGANIZATION_ROLE_TYPE, ROLE_TYPE, type ResourceKey } from '../ids.ts';
import { globalRoleFrom, roleFromEntitlement, roleFromResource, roleGrantedByRole } from './roleFrom.ts';

/** Puts the roles of a C1 file into a snapshot, each once, whether a resource or an entitlement tells of it. */
export class Roles {
  readonly #writer: SnapshotWriter;
  /** Organization roles that were put. */
  readonly #put = new Set<string>();
  /** By type and id: roles that can be assigned, and those that grant something else. */
  readonly #assigned = new Set<string>();
  readonly #divided = new Map<string, () => void>();

  constructor(writer: SnapshotWriter) {
    this.#writer = writer;
  }

  /** Puts a global role; gives its id. */
  putGlobal(resource: Resource): string {
    const role = globalRoleFrom(resource);
    this.#writer.putGlobalRole(role);
    return role.id;
  }

  /** Puts an organization role, which comes again under each organization. */
  putResource(id: string, resource: Resource): void {
    if (!this.#put.has(id)) this.#writer.putOrganizationRole(roleFromResource(id, resource), []);
    this.#put.add(id);
  }

  /** Puts a role that an organization grants, which comes again in each organization. */
  putGranted(id: string, entitlement: Entitlement): void {
    if (!this.#put.has(id)) this.#writer.putOrganizationRole(roleFromEntitlement(id, entitlement), []);
    this.#put.add(id);
    this.#assigned.add(`${ORGANIZATION_ROLE_TYPE}:${id}`);
  }

  /** Gives the id of the role that one has by what a role grants: the role itself, or one for each other thing. */
  grantedBy({ resourceType }: ResourceKey, roleId: string, name: string, entitlement: Entitlement): string {
    const key = `${resourceType}:${roleId}`;
    if (name === ASSIGNED) {
      this.#assigned.add(key);
      return roleId;
    }
    const id = `${key}:${name}`;
    const role = roleGrantedByRole(id, entitlement);
    if (resourceType === ROLE_TYPE) this.#writer.putGlobalRole({ ...role, isDefault: false });
    else this.#writer.putOrganizationRole(role, []);
    this.#divided.set(key, () => {
      if (resourceType === ROLE_TYPE) this.#writer.removeGlobalRole(roleId);
      else this.#writer.removeOrganizationRole(roleId);
    });
    return id;
  }

  /** To be called after the last entitlement: takes away the roles that are only held as others. */
  finish(): void {
    for (const [key, remove] of this.#divided) if (!this.#assigned.has(key)) remove();
  }
}
