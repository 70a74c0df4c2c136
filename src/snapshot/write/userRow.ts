import type { SQLInputValue } from 'node:sqlite';
import { userLabel, type User } from '../model.ts';
import { sortKey } from '../sortKey.ts';

/** What the user list tells of a user; the details come from reads of their own. */
const LISTED = [
  ...['sort_key', 'name', 'username', 'email', 'phone', 'suspended', 'created_at', 'updated_at'],
  ...['last_sign_in_at', 'application_id', 'has_password', 'given_name', 'family_name', 'middle_name'],
  'connectors',
];

/** Puts a user, and leaves what was asked about one who is there. */
export const KEEPING_DETAILS = `insert into users values (${Array(LISTED.length + 3)
  .fill('?')
  .join()})
  on conflict (id) do update set ${LISTED.map((column) => `${column} = excluded.${column}`).join()}`;

/** A user as the columns of the table have it. */
export function userRow(user: User): SQLInputValue[] {
  const { id, name, username, email, phone, createdAt, updatedAt, lastSignInAt, applicationId } = user;
  const hasPassword = user.hasPassword === null ? null : Number(user.hasPassword);
  return [
    ...[
      id,
      sortKey(userLabel(user)),
      name,
      username,
      email,
      phone,
      Number(user.suspended),
      createdAt,
      updatedAt,
      lastSignInAt,
    ],
    ...[
      applicationId,
      hasPassword,
      user.givenName,
      user.familyName,
      user.middleName,
      JSON.stringify(user.connectors),
      user.mfaFactors === null ? null : JSON.stringify(user.mfaFactors),
      user.ssoIdentities === null ? null : JSON.stringify(user.ssoIdentities),
    ],
  ];
}
