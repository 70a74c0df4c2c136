import type { Organization } from '../../snapshot/model.ts';
import { countGlobalHoldersIn } from '../../snapshot/read/matrix.ts';
import {
  applicationsInOrganization,
  eachMember,
  findOrganization,
  invitationsOf,
  justInTimeRulesOf,
  listOrganizations,
} from '../../snapshot/read/organizations.ts';
import { eachUser } from '../../snapshot/read/users.ts';
import { ALL, type Snapshot } from '../../snapshot/snapshot.ts';
import { sortKey } from '../../snapshot/sortKey.ts';
import { oneLine } from '../../words.ts';
import { justInTimeText, namesOf } from '../details.ts';
import { globalRolesText } from '../leftOut.ts';
import { describeApplication, describeUser, holeLines, list } from './lines.ts';
import { applicationLines, globalRoleLines, organizationRoleLines } from './roles.ts';
import { partLines, SPLIT } from './split.ts';

/**
 * Access as plain text: one fact a line, sorted by name, so that two of them can be compared line by line. The same
 * snapshot always gives the same text, and what only tells of time (last sign-in, when synced) is left out,
 * and so is what is not known.
 */
export function* tenantLines(snapshot: Snapshot): Generator<string> {
  yield `tenant ${oneLine(snapshot.info.tenantName)}`;
  yield* holeLines(snapshot);
  for (const organization of listOrganizations(snapshot, ALL)) {
    yield '';
    yield* linesOf(snapshot, organization);
  }
  yield '';
  yield* organizationRoleLines(snapshot);
  yield '';
  yield* globalRoleLines(snapshot);
  yield '';
  yield* applicationLines(snapshot);
  yield '';
  yield* userLines(snapshot);
}

/** The part of one organization; a line that says so where the snapshot does not have it. */
export function* organizationLines(snapshot: Snapshot, organizationId: string): Generator<string> {
  yield* holeLines(snapshot);
  const organization = findOrganization(snapshot, organizationId);
  if (organization === undefined) yield `no organization [${organizationId}] in this snapshot`;
  else yield* linesOf(snapshot, organization, leftOutOf(snapshot, organizationId));
}

/** The same where its members are too many for one document: they are documents of their own. */
export function* splitOrganizationLines(snapshot: Snapshot, organizationId: string): Generator<string> {
  yield* holeLines(snapshot);
  const organization = findOrganization(snapshot, organizationId);
  if (organization === undefined) return;
  yield headOf(organization);
  yield* leftOutOf(snapshot, organizationId);
  yield SPLIT;
  for (const line of partLines('members', organization.memberCount, organizationId)) yield `  ${line}`;
  yield* restOf(snapshot, organizationId);
}

/** What the part of one organization does not tell of its members. */
function* leftOutOf(snapshot: Snapshot, organizationId: string): Generator<string> {
  const leftOut = globalRolesText(countGlobalHoldersIn(snapshot, organizationId));
  if (leftOut !== undefined) yield `  left out: ${leftOut}`;
}

/** Some of the members of an organization. */
export function* memberLines(snapshot: Snapshot, organizationId: string, page = ALL): Generator<string> {
  for (const { user, roleNames } of eachMember(snapshot, organizationId, page))
    yield `member ${describeUser(user, list(roleNames, 'no role'))}`;
}

function* linesOf(
  snapshot: Snapshot,
  organization: Organization,
  notes: Iterable<string> = [],
): Generator<string> {
  yield headOf(organization);
  yield* notes;
  for (const line of memberLines(snapshot, organization.id)) yield `  ${line}`;
  yield* restOf(snapshot, organization.id);
}

function headOf({ id, name, mfaRequired }: Organization): string {
  return `organization ${oneLine(name)} [${id}]${mfaRequired ? ' MFA required' : ''}`;
}

/** What there is of an organization beside its members. */
function* restOf(snapshot: Snapshot, id: string): Generator<string> {
  for (const { application, roleNames } of applicationsInOrganization(snapshot, id)) {
    yield `  application ${describeApplication(application)}: ${list(roleNames, 'no role')}`;
  }
  yield* invitationLines(snapshot, id);
  const rules = justInTimeRulesOf(snapshot, id);
  if (rules !== null) yield `  just-in-time: ${justInTimeText(rules)}`;
}

/** By name, and where somebody is invited twice by the rest of the line: the tree has the newest first. */
function invitationLines(snapshot: Snapshot, organizationId: string): string[] {
  return invitationsOf(snapshot, organizationId)
    .map(({ id, invitee, status, roleNames }) => {
      const given = list(roleNames, 'no role');
      const text = `${oneLine(invitee)} ${oneLine(status).toLowerCase()}: ${given} [${id}]`;
      return { key: `${sortKey(invitee)}\n${text}`, line: `  invitation ${text}` };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ line }) => line);
}

/** All users, or `limit` of them from one on. */
export function* userLines(snapshot: Snapshot, page = ALL): Generator<string> {
  for (const user of eachUser(snapshot, page)) {
    yield `user ${describeUser(user)}`;
    if (user.mfaFactors !== null) yield `  MFA: ${namesOf(user.mfaFactors)}`;
    if (user.ssoIdentities !== null) yield `  enterprise identities: ${namesOf(user.ssoIdentities)}`;
  }
}
