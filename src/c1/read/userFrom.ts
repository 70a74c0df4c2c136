import type { JsonObject } from '@bufbuild/protobuf';
import { SOME, UNKNOWN_TIME, userLabel, type User } from '../../snapshot/model.ts';
import {
  Status_ResourceStatus,
  UserTrait_Status_Status,
  type Resource,
  type UserTrait,
} from '../gen/connector_pb.js';
import { USER_TYPE } from '../ids.ts';
import { nameFor } from '../text.ts';
import { modelId } from './modelIds.ts';
import { timeOf, timeOfText } from './time.ts';
import { booleanIn, profileOf, textIn, textsIn } from './traits.ts';

/** A user as a C1 Resource tells it. What C1 only says to be there stands as {@link SOME}. */
export function userFrom(resource: Resource, trait: UserTrait): User {
  const profile = profileOf(resource);
  const id = modelId(resource.id, USER_TYPE);
  const username = textIn(profile, 'username', 'user_name') ?? loginOf(trait, id, profile);
  const phone = textIn(profile, 'primary_phone', 'phone');
  const email = emailOf(trait, [username, phone, id]) ?? textIn(profile, 'email');
  const { givenName = '', familyName = '', middleNames = [] } = trait.structuredName ?? {};
  return {
    ...{ id, username, phone, email },
    name: nameOf(resource, { id, username, phone, email }),
    suspended: isSuspended(resource, trait),
    createdAt: timeOf(resource.createdAt ?? trait.createdAt) ?? createdIn(textIn(profile, 'created_at')),
    updatedAt: null,
    lastSignInAt: timeOf(trait.lastLogin) ?? null,
    applicationId: textIn(profile, 'application_id'),
    hasPassword: booleanIn(profile, 'has_password'),
    givenName: textIn(profile, 'first_name', 'given_name') ?? (givenName || null),
    familyName: textIn(profile, 'last_name', 'family_name') ?? (familyName || null),
    middleName: middleNames.join(' ') || null,
    connectors: textsIn(profile, 'social_connectors'),
    mfaFactors: trait.mfaStatus ? some(trait.mfaStatus.mfaEnabled) : null,
    ssoIdentities: trait.ssoStatus ? some(trait.ssoStatus.ssoEnabled) : null,
  };
}

/**
 * What a user of another connector signs in with, where it is no address. Logto Access puts a username in the profile
 * and the user's id beside it, so what one of its users signs in with is something else.
 */
function loginOf({ login, emails }: UserTrait, id: string, profile: JsonObject): string | null {
  const isOurs = textIn(profile, 'user_id') === id;
  const isKnown = login === '' || login === id || emails.some(({ address }) => address === login);
  return isOurs || isKnown || login.includes('@') ? null : login;
}

function some(enabled: boolean): string[] {
  return enabled ? [SOME] : [];
}

/** The address; or, where it was none for C1, what else than the known identifiers the user signs in with. */
function emailOf(
  { emails, login, loginAliases }: UserTrait,
  known: readonly (string | null)[],
): string | null {
  const address = (emails.find(({ isPrimary }) => isPrimary) ?? emails[0])?.address;
  if (address !== undefined && address !== '') return address;
  const names = known.map((one) => one && nameFor(one, ''));
  return [login, ...loginAliases].find((one) => one !== '' && !names.includes(one)) ?? null;
}

/** The name shown, unless it only stands in for one: an exporter has to show something. */
function nameOf(
  { displayName }: Resource,
  rest: Omit<Parameters<typeof userLabel>[0], 'name'>,
): string | null {
  const standIn = nameFor(userLabel({ ...rest, name: null }), rest.id);
  return displayName === '' || displayName === standIn ? null : displayName;
}

function isSuspended({ status }: Resource, trait: UserTrait): boolean {
  const { DISABLED, DELETED } = Status_ResourceStatus;
  if (status !== undefined) return [DISABLED, DELETED].includes(status.status);
  const older = trait.status?.status;
  return older === UserTrait_Status_Status.DISABLED || older === UserTrait_Status_Status.DELETED;
}

function createdIn(text: string | null): number {
  try {
    return text === null ? UNKNOWN_TIME : timeOfText(text);
  } catch {
    return UNKNOWN_TIME; // a profile may hold anything
  }
}
