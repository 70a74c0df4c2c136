import { userLabel, type User } from '../snapshot/model.ts';
import {
  findApplication,
  findGlobalRole,
  findOrganizationRole,
  findResource,
  findScope,
} from '../snapshot/read/byId.ts';
import type { FindableKind } from '../snapshot/read/findable.ts';
import { findOrganization } from '../snapshot/read/organizations.ts';
import { permissionLabel } from '../snapshot/read/roles.ts';
import { findUser } from '../snapshot/read/users.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { count, oneLine } from '../words.ts';

/** What to call a thing, and what tells it from others of the same name; on one line each. */
export interface Described {
  readonly label: string;
  readonly detail: string;
}

type Describe = (snapshot: Snapshot, id: string) => Described | undefined;

const DESCRIBE: Readonly<Record<FindableKind, Describe>> = {
  user: (snapshot, id) => {
    const user = findUser(snapshot, id);
    return user && describedUser(user);
  },
  organization: (snapshot, id) => {
    const organization = findOrganization(snapshot, id);
    return organization && described(organization.name, count(organization.memberCount, 'member'));
  },
  organizationRole: (snapshot, id) => {
    const role = findOrganizationRole(snapshot, id);
    return role && described(role.name, role.description ?? '');
  },
  globalRole: (snapshot, id) => {
    const role = findGlobalRole(snapshot, id);
    return role && described(role.name, role.description ?? '');
  },
  permission: (snapshot, id) => {
    const scope = findScope(snapshot, id);
    return scope && described(permissionLabel(scope), scope.description ?? '');
  },
  resource: (snapshot, id) => {
    const resource = findResource(snapshot, id);
    return resource && described(resource.name, resource.indicator);
  },
  application: (snapshot, id) => {
    const application = findApplication(snapshot, id);
    return application && described(application.name, application.type);
  },
};

/** What a kind of thing is called in a sentence. */
export const KIND_WORDS: Readonly<Record<FindableKind, string>> = {
  ...{ user: 'user', organization: 'organization', organizationRole: 'organization role' },
  ...{ globalRole: 'global role', permission: 'permission', resource: 'API resource' },
  application: 'application',
};

/** Describes a thing; undefined where the snapshot does not have it. */
export function describeThing(snapshot: Snapshot, kind: FindableKind, id: string): Described | undefined {
  return DESCRIBE[kind](snapshot, id);
}

/** What to call a thing; its id where the snapshot does not have it. */
export function labelOf(snapshot: Snapshot, kind: FindableKind, id: string): string {
  return describeThing(snapshot, kind, id)?.label ?? id;
}

/** A user by what they are called, with what tells them from others. */
export function describedUser(user: User): Described {
  return described(userLabel(user), detailOf(user));
}

function described(label: string, detail: string): Described {
  return { label: oneLine(label), detail: oneLine(detail) };
}

function detailOf(user: User): string {
  const label = userLabel(user);
  const contact = [user.email, user.username, user.phone].find((one) => one !== null && one !== label);
  return [...(contact ? [contact] : []), ...(user.suspended ? ['suspended'] : [])].join(' · ');
}
