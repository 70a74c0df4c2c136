import { create } from '@bufbuild/protobuf';
import type { Hole, SnapshotCounts } from '../../snapshot/model.ts';
import type { Holding } from '../../snapshot/read/holdings.ts';
import type { SnapshotWriter } from '../../snapshot/write/writer.ts';
import { count } from '../../words.ts';
import {
  ResourceType_Trait,
  UserTraitSchema,
  type Entitlement,
  type Grant,
  type Resource,
  type ResourceId,
  type ResourceType,
  type UserTrait,
} from '../gen/connector_pb.js';
import {
  heldEntitlement,
  MEMBER,
  organizationEntitlement,
  ORGANIZATION_ROLE_TYPE,
  ORGANIZATION_TYPE,
  resourceId,
  ROLE_TYPE,
  USER_TYPE,
  type ResourceKey,
} from '../ids.ts';
import { damaged } from './failures.ts';
import { Knowledge } from './knowledge.ts';
import { checkedId, modelId } from './modelIds.ts';
import { applicationFrom, isApplication, organizationFrom } from './organizationFrom.ts';
import { Roles } from './roles.ts';
import { profileOf, textIn, userTraitOf } from './traits.ts';
import { userFrom } from './userFrom.ts';

type Holder = Pick<Holding, 'holder' | 'holderId'>;
type Granted = Pick<Holding, 'organizationId' | 'roleId'>;

/**
 * Puts C1's messages into a snapshot, each kind after those it names, and refuses what comes twice or names what is not
 * there. What is remembered meanwhile is what an exporter remembers too: who can hold something, and what can be held.
 */
export class Importer {
  readonly knowledge = new Knowledge();
  readonly #writer: SnapshotWriter;
  /** Types of resources that are users. */
  readonly #userTypes = new Set<string>();
  /** By C1's ids: who can hold something, what grants something, and what is granted (null: nothing that is shown). */
  readonly #holders = new Map<string, Holder>();
  readonly #resources = new Map<string, Granted>();
  readonly #entitlements = new Map<string, Granted | null>();
  readonly #roles: Roles;
  /** Organizations that roles lie under. */
  readonly #parents = new Set<string>();
  /** Resources that grant nothing themselves so far, and the organization that each became. */
  readonly #idle = new Map<string, string>();
  #skippedGrants = 0;
  /** Whether anything was called as no export of Logto calls it. */
  #foreign = false;

  constructor(writer: SnapshotWriter) {
    this.#writer = writer;
    this.#roles = new Roles(writer);
  }

  addResourceType({ id, traits }: ResourceType): void {
    if (traits.includes(ResourceType_Trait.USER)) this.#userTypes.add(id);
    this.knowledge.noteType(id);
  }

  addResource(resource: Resource): void {
    const key = checkedId(resource.id);
    const id = resourceId(key);
    if (this.#holders.has(id) || this.#resources.has(id)) throw damaged(`the resource ${id} comes twice`);
    this.knowledge.noteType(key.resourceType); // a list of types may be missing
    const trait = userTraitOf(resource);
    if (trait !== undefined || this.#userTypes.has(key.resourceType)) {
      this.#foreign ||= key.resourceType !== USER_TYPE;
      this.#holders.set(id, this.#putHolder(resource, trait ?? create(UserTraitSchema)));
    } else this.#resources.set(id, this.#putGranting(resource, key));
  }

  #putHolder(resource: Resource, trait: UserTrait): Holder {
    if (isApplication(resource, trait)) {
      const application = applicationFrom(resource);
      this.#writer.putApplications([application]);
      return { holder: 'application', holderId: application.id };
    }
    const user = userFrom(resource, trait);
    this.#writer.putUsers([user]);
    this.knowledge.noteUser(user, resource);
    return { holder: 'user', holderId: user.id };
  }

  #putGranting(resource: Resource, key: ResourceKey): Granted {
    const { parentResourceId } = resource;
    if (key.resourceType === ORGANIZATION_ROLE_TYPE && parentResourceId !== undefined)
      return this.#putOrganizationRole(resource, key, parentResourceId);
    if (key.resourceType === ROLE_TYPE)
      return { organizationId: '', roleId: this.#roles.putGlobal(resource) };
    const organization = organizationFrom(resource);
    this.#writer.putOrganizations([organization]);
    this.knowledge.noteOrganization(resource);
    if (key.resourceType !== ORGANIZATION_TYPE) {
      this.#foreign = true;
      this.#idle.set(resourceId(key), organization.id);
    }
    return { organizationId: organization.id, roleId: null };
  }

  #putOrganizationRole(resource: Resource, { resource: ownId }: ResourceKey, parent: ResourceId): Granted {
    this.#parents.add(resourceId(checkedId(parent)));
    const roleId = textIn(profileOf(resource), 'id') ?? ownId.slice(ownId.lastIndexOf(':') + 1);
    this.#roles.putResource(roleId, resource);
    return { organizationId: modelId(parent, ORGANIZATION_TYPE), roleId };
  }

  addEntitlement(entitlement: Entitlement): void {
    const { id } = entitlement;
    const on = checkedId(entitlement.resource?.id);
    if (id === '') throw damaged('an entitlement has no id');
    if (this.#entitlements.has(id)) throw damaged(`the entitlement ${id} comes twice`);
    const granting = this.#resources.get(resourceId(on));
    if (granting === undefined && !this.#holders.has(resourceId(on)))
      throw damaged(`the entitlement ${id} is of the resource ${resourceId(on)}, which is not there`);
    this.#idle.delete(resourceId(on));
    const granted = granting === undefined ? null : this.#grantedBy(granting, entitlement, on);
    this.#foreign ||= granted === null || !isCalled(id, granted);
    this.#entitlements.set(id, granted);
  }

  /** Being in an organization, or holding a role. */
  #grantedBy(granting: Granted, entitlement: Entitlement, on: ResourceKey): Granted {
    const prefix = `${resourceId(on)}:`;
    const name = entitlement.id.startsWith(prefix) ? entitlement.id.slice(prefix.length) : entitlement.id;
    if (granting.roleId !== null)
      return { ...granting, roleId: this.#roles.grantedBy(on, granting.roleId, name, entitlement) };
    if (name === MEMBER) return granting;
    const roleId = on.resourceType === ORGANIZATION_TYPE ? name : `${on.resourceType}:${name}`;
    this.#roles.putGranted(roleId, entitlement);
    return { ...granting, roleId };
  }

  addGrant({ id, entitlement, principal }: Grant): void {
    const held = entitlement?.id ?? '';
    const granted = this.#entitlements.get(held);
    if (granted === undefined)
      throw damaged(`the grant ${id} names the entitlement ${held}, which is not there`);
    const principalId = resourceId(checkedId(principal?.id));
    const holder = this.#holders.get(principalId);
    if (holder === undefined && !this.#resources.has(principalId))
      throw damaged(`the grant ${id} names ${principalId}, which is not there`);
    this.#foreign ||= holder === undefined;
    if (granted === null || holder === undefined) this.#skippedGrants++;
    else if (!this.#writer.putHolding({ ...granted, ...holder }))
      throw damaged(`the grant ${id || `of ${held} to ${principalId}`} comes twice`);
  }

  /**
   * Whether another connector made the file, so that an export would call things otherwise, or say that every
   * organization has every role where not each has. To be asked after the last row.
   */
  isForeign({ organizations, organizationRoles, globalRoles }: SnapshotCounts): boolean {
    const ofLogto = organizations * (1 + organizationRoles) + globalRoles;
    return this.#foreign || this.#entitlements.size !== ofLogto;
  }

  /** To be called after the last row; gives what could not be taken over. */
  finish(): Hole[] {
    for (const parent of this.#parents)
      if (!this.#resources.has(parent)) throw damaged(`a role lies under ${parent}, which is not there`);
    this.#roles.finish();
    for (const [id, organizationId] of this.#idle)
      if (!this.#parents.has(id)) this.#writer.removeOrganization(organizationId);
    this.#writer.completeMemberships();
    if (this.#skippedGrants === 0) return [];
    const reason = `${count(this.#skippedGrants, 'grant')} to or of something that is no user and no group`;
    return [{ in: 'members', reason }];
  }
}

/** Whether an export calls by this id what is granted, extended or not. */
function isCalled(id: string, { organizationId, roleId }: Granted): boolean {
  const ids = [organizationEntitlement(organizationId, roleId), heldEntitlement(organizationId, roleId)];
  return ids.some((key) => key.id === id);
}
