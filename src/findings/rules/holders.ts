import { UNKNOWN_TIME } from '../../snapshot/model.ts';
import type { Sql } from '../../snapshot/read/peopleConditions.ts';
import {
  countHoldersAmong,
  dormantSince,
  holdersAmong,
  SUSPENDED,
  type Person,
  type PersonWithRoles,
} from '../../snapshot/read/judging/people.ts';
import { tellsSignIns } from '../../snapshot/lacks/unknown.ts';
import { count, utcDay } from '../../words.ts';
import { MANAGE_USERS } from '../documentation.ts';
import { heldByPerson } from '../known.ts';
import type { FoundIn, Sight } from '../model.ts';
import type { Names } from '../names.ts';
import { DAY_MS, type Judged, type Rule } from '../rule.ts';

/** Rules on people who hold roles that they should not hold any more. */

export const suspendedWithRoles: Rule = {
  id: 'suspended-with-roles',
  severity: 'high',
  title: 'Suspended, but still holds roles',
  why: 'A suspended person cannot sign in, but gets everything back the moment somebody lifts the suspension. Access that is not needed should be taken away, not only locked.',
  whatToDo:
    'Open the user in Console > User management and remove the roles, and the memberships in Console > Organizations; or lift the suspension where it was a mistake.',
  documentation: MANAGE_USERS,
  reads: heldByPerson,
  count: (judged) => countIn(judged, SUSPENDED),
  *judge({ snapshot, names }) {
    for (const who of holdersAmong(snapshot, SUSPENDED))
      yield* sights(who, names, () => 'is suspended and still holds');
  },
};

export const dormantWithRoles: Rule = {
  id: 'dormant-with-roles',
  severity: 'medium',
  title: 'Does not sign in, but holds roles',
  why: 'Nobody notices when the account of somebody who never signs in is taken over, and access that nobody uses is access that nobody needs.',
  whatToDo:
    'Ask whether the person still needs the access. If not, remove the roles or suspend the user in Console > User management.',
  documentation: MANAGE_USERS,
  thresholds: ['dormantDays', 'neverSignedInDays'],
  reads: heldByPerson,
  count: (judged) => countIn(judged, dormant(judged)),
  *judge(judged) {
    const { snapshot, at, names } = judged;
    for (const who of holdersAmong(snapshot, dormant(judged)))
      yield* sights(who, names, () => `${absence(who.person, at)} and holds`);
  },
};

function dormant({ snapshot, thresholds, at }: Judged): Sql {
  const lastSignIn = at - thresholds.dormantDays * DAY_MS;
  const created = tellsSignIns(snapshot.info) ? at - thresholds.neverSignedInDays * DAY_MS : undefined;
  return dormantSince(lastSignIn, created);
}

function countIn({ snapshot, names }: Judged, people: Sql): FoundIn[] {
  return countHoldersAmong(snapshot, people).map(({ organizationId, people: count }) => ({
    ...(organizationId !== null && { organization: names.place(organizationId) }),
    count,
  }));
}

/** What is seen of a person, once for each place where they hold something. */
function* sights({ person: who, held }: PersonWithRoles, names: Names, does: () => string): Generator<Sight> {
  const thing = names.person(who);
  for (const { organizationId, roleIds } of held) {
    if (organizationId === null) {
      const noun = roleIds.length === 1 ? 'role' : 'roles';
      yield {
        ...{ about: [thing], roleIds },
        saw: () => `${thing.label} ${does()} the global ${noun} ${names.roles(roleIds)}`,
      };
      continue;
    }
    const organization = names.place(organizationId);
    yield {
      ...{ about: [thing], roleIds, organization },
      saw: () => `${thing.label} ${does()} ${names.roles(roleIds)} in ${organization.name}`,
    };
  }
}

/** `has not signed in for 120 days` */
function absence({ lastSignInAt, createdAt }: Person, at: Judged['at']): string {
  if (lastSignInAt !== null)
    return `has not signed in for ${count(Math.floor((at - lastSignInAt) / DAY_MS), 'day')}`;
  return createdAt === UNKNOWN_TIME
    ? 'has never signed in'
    : `has never signed in since ${utcDay(createdAt)}`;
}
