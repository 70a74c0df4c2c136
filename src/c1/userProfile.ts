import type { JsonObject } from '@bufbuild/protobuf';
import type { User } from '../snapshot/model.ts';
import { isBlank } from './text.ts';

/**
 * The facts of a user that have no field of their own in C1; `first_name`, `last_name` and `user_id` also fill the
 * columns of `baton export csv`. What is unknown has no key. Keys are sorted: C1's tools compare profiles bytewise.
 */
export function userProfile(user: User): JsonObject {
  return {
    ...known('application_id', user.applicationId),
    ...known('first_name', user.givenName),
    ...(user.hasPassword !== null && { has_password: user.hasPassword }),
    ...known('last_name', user.familyName),
    ...known('primary_phone', user.phone),
    ...(user.connectors.length > 0 && { social_connectors: user.connectors.map(wellFormed).sort() }),
    user_id: user.id,
    ...known('username', user.username),
  };
}

function known(key: string, value: string | null): JsonObject {
  return isBlank(value) ? {} : { [key]: wellFormed(value) };
}

function wellFormed(text: string): string {
  return text.toWellFormed();
}
