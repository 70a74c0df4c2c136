import { userLabel, type Organization, type OrganizationRole, type User } from '../snapshot/model.ts';
import { ASSIGNED, MEMBER } from './ids.ts';
import type { Mending } from './mended.ts';
import { isBlank, MOST_DESCRIPTION_BYTES, MOST_NAME_BYTES, nameFor } from './text.ts';
import { userEmail } from './userMessages.ts';

/** How the rows of an export differ from what Logto says, since C1 takes no more; each at most once a row. */

export function* userMendings(user: User): Generator<Mending> {
  const { name, username, email, phone, givenName, familyName, middleName, applicationId, connectors } = user;
  const names = [userLabel(user), username, email, phone, givenName, familyName, middleName];
  if (names.some(isLongName)) yield 'namesCut';
  if (!isBlank(email) && userEmail(user) === '') yield 'emailsLeftOut';
  if ([...names, name, applicationId, ...connectors].some(isBroken)) yield 'textsMended';
}

/** Of an organization, a global role or an application. */
export function* namedMendings({
  name,
  description,
}: Pick<Organization, 'name' | 'description'>): Generator<Mending> {
  if (isLongName(name)) yield 'namesCut';
  if (isLong(description, MOST_DESCRIPTION_BYTES)) yield 'descriptionsCut';
  if (isBroken(name) || isBroken(description)) yield 'textsMended';
}

/** What an organization grants has its name and that of the role: two that fit may not fit together. */
export function* grantedMendings(
  { id, name }: Organization,
  role: OrganizationRole | null,
): Generator<Mending> {
  const names = [
    name,
    role?.name ?? '',
    `${nameFor(name, id)} ${nameFor(role?.name ?? '', role?.id ?? MEMBER)}`,
  ];
  if (names.some(isLongName)) yield 'namesCut';
  if (isLong(role?.description ?? null, MOST_DESCRIPTION_BYTES)) yield 'descriptionsCut';
  if (isBroken(role?.description ?? null) || names.some(isBroken)) yield 'textsMended';
}

/** Of the one thing that a role grants where it is a resource, which is called as the role and `assigned`. */
export function* assignedMendings(roleName: string): Generator<Mending> {
  if (isLongName(`${roleName} ${ASSIGNED}`)) yield 'namesCut';
  if (isBroken(roleName)) yield 'textsMended';
}

function isLongName(text: string | null): boolean {
  return isLong(text, MOST_NAME_BYTES);
}

function isLong(text: string | null, bytes: number): boolean {
  return !isBlank(text) && text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}

/** A snapshot is stored as UTF-8, so most of what is no character has become U+FFFD by then. */
function isBroken(text: string | null): boolean {
  return text !== null && (!text.isWellFormed() || text.includes('\ufffd'));
}
