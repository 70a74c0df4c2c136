import { missingIn } from '../snapshot/holes.ts';
import type { Organization, User } from '../snapshot/model.ts';
import { userLabel } from '../snapshot/model.ts';
import {
  applicationsInOrganization,
  findOrganization,
  invitationsOf,
  justInTimeRulesOf,
  listMembers,
  listOrganizations,
} from '../snapshot/read/organizations.ts';
import {
  applicationsOfGlobalRole,
  listGlobalRoles,
  listOrganizationRoles,
  scopesOfGlobalRole,
  scopesOfOrganizationRole,
  usersOfGlobalRole,
  type ScopeWithResource,
} from '../snapshot/read/roles.ts';
import { listUsers } from '../snapshot/read/users.ts';
import type { Page, Snapshot } from '../snapshot/snapshot.ts';
import { oneLine } from '../words.ts';
import { justInTimeText, namesOf } from './details.ts';

/** Rows read at once while a document is written. */
const BATCH = 500;

/**
 * Access as plain text: one fact a line, sorted by name, so that two of them can be compared line by line. The same
 * snapshot always gives the same text, and what only tells of time (last sign-in, when synced) is left out,
 * and so is what is not known.
 */
export function* tenantLines(snapshot: Snapshot): Generator<string> {
  yield `tenant ${oneLine(snapshot.info.tenantName)}`;
  yield* holeLines(snapshot);
  for (const organization of paged((page) => listOrganizations(snapshot, page))) {
    yield '';
    yield* linesOf(snapshot, organization);
  }
  yield '';
  yield* organizationRoleLines(snapshot);
  yield '';
  yield* globalRoleLines(snapshot);
  yield '';
  yield* userLines(snapshot);
}

/** The part of one organization; a line that says so where the snapshot does not have it. */
export function* organizationLines(snapshot: Snapshot, organizationId: string): Generator<string> {
  yield* holeLines(snapshot);
  const organization = findOrganization(snapshot, organizationId);
  if (organization === undefined) yield `no organization [${organizationId}] in this snapshot`;
  else yield* linesOf(snapshot, organization);
}

/** What is missing: without it, who reads would take what is there for all there is. */
function* holeLines({ info }: Snapshot): Generator<string> {
  for (const hole of missingIn(info)) yield `incomplete: ${hole}`;
}

function* linesOf(snapshot: Snapshot, { id, name, mfaRequired }: Organization): Generator<string> {
  yield `organization ${oneLine(name)} [${id}]${mfaRequired ? ' MFA required' : ''}`;
  for (const { user, roleNames } of paged((page) => listMembers(snapshot, id, page))) {
    yield `  member ${describeUser(user, list(roleNames, 'no role'))}`;
  }
  for (const { application, roleNames } of applicationsInOrganization(snapshot, id)) {
    yield `  application ${oneLine(application.name)} [${application.id}]: ${list(roleNames, 'no role')}`;
  }
  for (const { invitee, status, roleNames } of invitationsOf(snapshot, id)) {
    yield `  invitation ${oneLine(invitee)} ${status.toLowerCase()}: ${list(roleNames, 'no role')}`;
  }
  const rules = justInTimeRulesOf(snapshot, id);
  if (rules !== null) yield `  just-in-time: ${justInTimeText(rules)}`;
}

function* organizationRoleLines(snapshot: Snapshot): Generator<string> {
  for (const { id, name, type } of listOrganizationRoles(snapshot)) {
    yield `organization role ${oneLine(name)} [${id}]${machine(type)}`;
    for (const scope of scopesOfOrganizationRole(snapshot, id)) yield `  permission ${describeScope(scope)}`;
  }
}

function* globalRoleLines(snapshot: Snapshot): Generator<string> {
  for (const { id, name, type, isDefault } of listGlobalRoles(snapshot)) {
    yield `global role ${oneLine(name)} [${id}]${machine(type)}${isDefault ? ' default' : ''}`;
    for (const scope of scopesOfGlobalRole(snapshot, id)) yield `  permission ${describeScope(scope)}`;
    for (const user of paged((page) => usersOfGlobalRole(snapshot, id, page)))
      yield `  user ${describeUser(user)}`;
    for (const application of applicationsOfGlobalRole(snapshot, id)) {
      yield `  application ${oneLine(application.name)} [${application.id}]`;
    }
  }
}

function* userLines(snapshot: Snapshot): Generator<string> {
  for (const user of paged((page) => listUsers(snapshot, page))) {
    yield `user ${describeUser(user)}`;
    if (user.mfaFactors !== null) yield `  MFA: ${namesOf(user.mfaFactors)}`;
    if (user.ssoIdentities !== null) yield `  enterprise identities: ${namesOf(user.ssoIdentities)}`;
  }
}

/** `Ada Lovelace: admin <ada@acme.example> [ks3x8q1m2v7a]`: what is held stands where a narrow editor still shows it. */
function describeUser(user: User, roles?: string): string {
  const label = userLabel(user);
  const contact = [user.email, user.phone, user.username].find((one) => one !== null && one !== label);
  const parts = [
    roles === undefined ? oneLine(label) : `${oneLine(label)}: ${roles}`,
    ...(contact ? [`<${oneLine(contact)}>`] : []),
    `[${user.id}]`,
    ...(user.suspended ? ['suspended'] : []),
  ];
  return parts.join(' ');
}

function describeScope({ name, resourceName }: ScopeWithResource): string {
  return resourceName === null ? oneLine(name) : `${oneLine(resourceName)}: ${oneLine(name)}`;
}

function machine(type: string): string {
  return type === 'MachineToMachine' ? ' machine-to-machine' : '';
}

function list(names: readonly string[], none: string): string {
  return names.length === 0 ? none : names.map(oneLine).join(', ');
}

/** All rows of a list that is read in pages. */
function* paged<T>(read: (page: Page) => T[]): Generator<T> {
  for (let offset = 0; ; offset += BATCH) {
    const rows = read({ limit: BATCH, offset });
    yield* rows;
    if (rows.length < BATCH) return;
  }
}
