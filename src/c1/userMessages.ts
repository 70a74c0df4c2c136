import { create, type JsonObject, type MessageInitShape } from '@bufbuild/protobuf';
import { anyPack, timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { User } from '../snapshot/model.ts';
import { userLabel } from '../snapshot/model.ts';
import type {
  UserTrait_StructuredNameSchema} from './gen/connector_pb.js';
import {
  RawIdSchema,
  ResourceSchema,
  Status_ResourceStatus,
  UserTrait_AccountType,
  UserTrait_Status_Status,
  UserTraitSchema,
  type Resource,
  type UserTrait,
} from './gen/connector_pb.js';
import { USER_TYPE } from './ids.ts';
import { displayName, isEmail } from './text.ts';

/** A user as C1's Resource. Whether they use MFA or SSO was not asked, so nothing is said of it: unknown is not "no". */
export function userResource(user: User): Resource {
  return create(ResourceSchema, {
    id: { resourceType: USER_TYPE, resource: user.id },
    displayName: userDisplayName(user),
    annotations: [
      anyPack(UserTraitSchema, userTrait(user)),
      anyPack(RawIdSchema, create(RawIdSchema, { id: user.id })),
    ],
    profile: userProfile(user),
    status: user.suspended
      ? { status: Status_ResourceStatus.DISABLED, details: 'suspended' }
      : { status: Status_ResourceStatus.ENABLED },
    createdAt: timestampFromMs(user.createdAt),
  });
}

export function userDisplayName(user: User): string {
  return displayName(userLabel(user));
}

/** The user's e-mail where C1 takes it for one, else nothing. */
export function userEmail({ email }: User): string {
  return email !== null && isEmail(email) ? email : '';
}

/** Facts without a field of their own in C1; keys sorted, so that the same user always gives the same bytes. */
export function userProfile(user: User): JsonObject {
  const facts: [string, string | boolean | null][] = [
    ['application_id', user.applicationId],
    ['first_name', user.givenName],
    ['has_password', user.hasPassword],
    ['last_name', user.familyName],
    ['primary_phone', user.phone],
    ['social_connectors', user.connectors.length === 0 ? null : user.connectors.join(', ')],
    ['user_id', user.id],
    ['username', user.username],
  ];
  const known = facts.filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(
    known.map(([key, value]) => [key, typeof value === 'string' ? value.toWellFormed() : value]),
  );
}

function userTrait(user: User): UserTrait {
  const email = userEmail(user);
  return create(UserTraitSchema, {
    emails: email === '' ? [] : [{ address: email, isPrimary: true }],
    status: user.suspended
      ? { status: UserTrait_Status_Status.DISABLED, details: 'suspended' }
      : { status: UserTrait_Status_Status.ENABLED },
    profile: userProfile(user),
    accountType: UserTrait_AccountType.HUMAN,
    ...logins(user),
    createdAt: timestampFromMs(user.createdAt),
    ...(user.lastSignInAt !== null && { lastLogin: timestampFromMs(user.lastSignInAt) }),
    ...structuredName(user),
  });
}

/** What the user signs in with: the first is the login, the others its aliases. */
function logins({ username, email, phone, id }: User): { login: string; loginAliases: string[] } {
  const known = [username, email, phone]
    .filter((login) => login !== null && login !== '')
    .map((login) => displayName(login ?? ''));
  const [login = id, ...loginAliases] = known;
  return { login, loginAliases };
}

function structuredName({ givenName, familyName, middleName }: User): {
  structuredName?: MessageInitShape<typeof UserTrait_StructuredNameSchema>;
} {
  if (!givenName && !familyName && !middleName) return {};
  const middleNames = middleName ? [displayName(middleName)] : [];
  return {
    structuredName: {
      givenName: displayName(givenName ?? ''),
      familyName: displayName(familyName ?? ''),
      middleNames,
    },
  };
}
