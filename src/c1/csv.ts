import { ManyTexts } from '../snapshot/manyTexts.ts';
import type { Content } from './content.ts';
import { csvLine } from './csvLine.ts';
import type { EntitlementKey } from './ids.ts';
import { entitlements, grants, principals, resources, type GrantedEntitlement } from './messages.ts';
import type { Principal } from './principal.ts';
import { nameFor } from './text.ts';
import { usDate } from './time.ts';
import { userEmail } from './userMessages.ts';

/** The columns of C1's template for identities, by the names that its import page knows. */
const IDENTITY_COLUMNS = [
  'Last Name',
  'First Name',
  'Full Name',
  'User ID',
  'Username',
  'Email Address',
  'User Status',
  'User Type',
  'Last Login',
];

/** The columns of C1's template for entitlements; those of the user who holds one stand beside them. */
const ENTITLEMENT_COLUMNS = [
  'Resource Type',
  'Resource Name',
  'Entitlement',
  'Entitlement Description',
  'Entitlement Display Name',
  'Entitlement Slug',
];

const HEADER = csvLine(['Type', ...IDENTITY_COLUMNS, ...ENTITLEMENT_COLUMNS]);
const NO_IDENTITY = csvLine(IDENTITY_COLUMNS.map(() => ''));
const NO_ENTITLEMENT = csvLine(ENTITLEMENT_COLUMNS.map(() => ''));

/** By this spreadsheets know UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A snapshot as CSV with the columns of both of C1's templates, row by row. Like `baton export csv` it is one file in
 * which `Type` says what a row is: an Identity for each user, an Entitlement for each thing that can be granted, held
 * by somebody or not, and a Grant, with all columns, for each user who holds one.
 */
export function* c1Csv(content: Content): Generator<string> {
  yield `${content.bom ? BYTE_ORDER_MARK : ''}${HEADER}\r\n`;
  using identities = new ManyTexts();
  yield* identityRows(content, identities);
  yield* noRows(resources(content));
  using granted = new ManyTexts();
  yield* entitlementRows(content, granted);
  yield* grantRows(content, identities, granted);
}

/** Resources stand in the rows of what they grant; they are gone through since that counts them. */
function* noRows(counted: Generator): Generator<string> {
  while (counted.next().done !== true) yield '';
}

/** Keeps what it writes of each user in `written`, for the rows of their grants. */
function* identityRows(content: Content, written: ManyTexts): Generator<string> {
  for (const principal of principals(content)) {
    const columns = csvLine(identityColumns(principal));
    written.set(principal.key.resource, columns);
    yield `Identity,${columns},${NO_ENTITLEMENT}\r\n`;
  }
}

function identityColumns({ key, displayName, user }: Principal): string[] {
  const id = key.resource;
  if (user === null) return ['', '', displayName, id, '', '', 'Enabled', 'Service', ''];
  return [
    nameFor(user.familyName ?? '', ''),
    nameFor(user.givenName ?? '', ''),
    displayName,
    id,
    nameFor(user.username ?? '', ''),
    userEmail(user),
    user.suspended ? 'Disabled' : 'Enabled',
    'Human',
    usDate(user.lastSignInAt),
  ];
}

function* entitlementRows(content: Content, written: ManyTexts): Generator<string> {
  for (const one of entitlements(content)) {
    const columns = csvLine(entitlementColumns(one));
    written.set(one.entitlement.id, columns);
    yield `Entitlement,${NO_IDENTITY},${columns}\r\n`;
  }
}

/** Grants of one entitlement come one after the other. */
function* grantRows(content: Content, identities: ManyTexts, granted: ManyTexts): Generator<string> {
  let last: EntitlementKey | undefined;
  let columns = '';
  for (const { entitlement, principal } of grants(content)) {
    if (last !== entitlement) columns = granted.get(entitlement.id) ?? '';
    last = entitlement;
    yield `Grant,${identities.get(principal.resource) ?? ''},${columns}\r\n`;
  }
}

function entitlementColumns({ key, resource, entitlement }: GrantedEntitlement): string[] {
  const { id, description, displayName, slug } = entitlement;
  return [key.on.resourceType, resource.displayName, id, description, displayName, slug];
}
