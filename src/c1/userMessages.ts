import { create } from '@bufbuild/protobuf';
import { userLabel, type User } from '../snapshot/model.ts';
import { annotated } from './annotated.ts';
import {
  ResourceSchema,
  Status_ResourceStatus,
  UserTrait_AccountType,
  UserTrait_Status_Status,
  UserTraitSchema,
  type Resource,
  type UserTrait,
} from './gen/connector_pb.js';
import { isEmail } from './email.ts';
import { USER_TYPE } from './ids.ts';
import { isBlank, nameFor } from './text.ts';
import { timestamp } from './time.ts';
import { userProfile } from './userProfile.ts';

interface StructuredName {
  readonly givenName: string;
  readonly familyName: string;
  readonly middleNames: string[];
}

/** What C1 shows beside a status that is not "enabled". */
export const SUSPENDED = 'suspended';

/** A user as a C1 Resource of the type `user`. */
export function userResource(user: User, trait = userTrait(user)): Resource {
  const { id, suspended } = user;
  const bare = create(ResourceSchema, {
    id: { resourceType: USER_TYPE, resource: id },
    displayName: nameFor(userLabel(user), id),
    profile: userProfile(user),
    status: suspended
      ? { status: Status_ResourceStatus.DISABLED, details: SUSPENDED }
      : { status: Status_ResourceStatus.ENABLED },
    createdAt: timestamp(user.createdAt),
  });
  return annotated(bare, trait);
}

/** The user's e-mail where C1 takes it for one, else `''`. */
export function userEmail({ email }: User): string {
  return email !== null && isEmail(email) ? email : '';
}

/** Where nobody asked whether the user has MFA or SSO the trait does not say: unknown is not "no". */
export function userTrait(user: User): UserTrait {
  const email = userEmail(user);
  return create(UserTraitSchema, {
    emails: email === '' ? [] : [{ address: email, isPrimary: true }],
    status: user.suspended
      ? { status: UserTrait_Status_Status.DISABLED, details: SUSPENDED }
      : { status: UserTrait_Status_Status.ENABLED },
    profile: userProfile(user),
    accountType: UserTrait_AccountType.HUMAN,
    ...logins(user),
    createdAt: timestamp(user.createdAt),
    lastLogin: timestamp(user.lastSignInAt),
    ...(user.mfaFactors !== null && { mfaStatus: { mfaEnabled: user.mfaFactors.length > 0 } }),
    ...(user.ssoIdentities !== null && { ssoStatus: { ssoEnabled: user.ssoIdentities.length > 0 } }),
    structuredName: structuredName(user),
  });
}

/**
 * What the user signs in with: the first is the login, the others are its aliases. Who is suspended signs in with
 * nothing; the login stays as the account's name, without aliases, as in C1's example.
 */
export function logins({ username, email, phone, id, suspended }: User): {
  readonly login: string;
  readonly loginAliases: string[];
} {
  const identifiers = [username, email, phone].filter((text) => !isBlank(text));
  const [login = id, ...aliases] = new Set(identifiers.map((text) => nameFor(text, id)));
  return { login, loginAliases: suspended ? [] : aliases };
}

/** The parts of a user's name, where any is known. */
export function structuredName({ givenName, familyName, middleName }: User): StructuredName | undefined {
  if (isBlank(givenName) && isBlank(familyName) && isBlank(middleName)) return undefined;
  return {
    givenName: nameFor(givenName ?? '', ''),
    familyName: nameFor(familyName ?? '', ''),
    middleNames: isBlank(middleName) ? [] : [nameFor(middleName, '')],
  };
}
