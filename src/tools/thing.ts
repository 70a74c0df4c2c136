import type { Holder } from '../access/whoCan.ts';
import { describeThing } from '../access/things.ts';
import { userLabel, type GlobalRole, type Organization, type OrganizationRole } from '../snapshot/model.ts';
import type { FindableKind } from '../snapshot/read/findable.ts';
import { permissionLabel, type ScopeWithResource } from '../snapshot/read/roles.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { shown } from './text.ts';

/** Something of a tenant, as answers name it: kind and id tell it from everything else. */
export interface Thing {
  readonly kind: FindableKind;
  readonly id: string;
  readonly name: string;
}

/** Names something. */
export function thing(kind: FindableKind, { id, name }: Omit<Thing, 'kind'>): Thing {
  return { kind, id, name: shown(name) };
}

/** Names something that the snapshot has, with what tells it from others of its name. */
export function described(
  snapshot: Snapshot,
  kind: FindableKind,
  id: string,
): Thing & { readonly detail?: string } {
  const { label, detail } = describeThing(snapshot, kind, id) ?? { label: id, detail: '' };
  return { ...thing(kind, { id, name: label }), ...(detail !== '' && { detail: shown(detail) }) };
}

export function organizationThing(organization: Pick<Organization, 'id' | 'name'> | null): Thing | null {
  return organization && thing('organization', organization);
}

export function roleThing(role: OrganizationRole | GlobalRole): Thing {
  return thing('isDefault' in role ? 'globalRole' : 'organizationRole', role);
}

export function permissionThing(permission: ScopeWithResource): Thing {
  return thing('permission', { id: permission.id, name: permissionLabel(permission) });
}

/** A user or an application; of a user the e-mail and the state, too. */
export function holderThing(
  holder: Holder,
): Thing & { readonly email?: string; readonly suspended?: boolean } {
  if (holder.kind === 'application') return thing('application', holder.application);
  const { user } = holder;
  return {
    ...thing('user', { id: user.id, name: userLabel(user) }),
    ...(user.email !== null && { email: shown(user.email) }),
    ...(user.suspended && { suspended: true }),
  };
}
